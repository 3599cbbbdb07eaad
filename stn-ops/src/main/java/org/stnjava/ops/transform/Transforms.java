package org.stnjava.ops.transform;

import java.util.List;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.ndarray.Shape;

/** The transforms that come with the toolkit, by name. */
public final class Transforms {

  /** Control points along a side in the paper's experiments (section 4.1). */
  private static final int PAPER_LATTICE = 4;

  private static final long ANY = Shape.UNKNOWN_SIZE;

  private static final List<TransformFamily> ALL =
      List.of(
          TransformFamily.single(new Translation()),
          TransformFamily.single(new Window(Window.HALF)),
          TransformFamily.single(new Rotation()),
          TransformFamily.single(new Attention()),
          TransformFamily.single(new Similarity()),
          TransformFamily.single(new Affine(), Shape.of(2, 3)),
          TransformFamily.single(new Projective()),
          new TransformFamily("tps", List.of(Shape.of(ANY, 2)), Transforms::spline),
          new TransformFamily(
              "flow",
              List.of(Shape.of(ANY, ANY, 2)),
              theta -> new Flow(size(theta, 0), size(theta, 1))),
          new TransformFamily(
              "velocity",
              List.of(Shape.of(ANY, ANY, 2)),
              theta -> Velocity.of(size(theta, 0), size(theta, 1))),
          TransformFamily.single(new Affine3d(), Shape.of(3, 4)),
          TransformFamily.single(new Se2()),
          TransformFamily.single(new Sim2()),
          TransformFamily.single(new Aff2()));

  private Transforms() {}

  /**
   * Finds a transform whose θ has one size only, or the paper's spline of 4×4 points.
   *
   * @param name its {@link Transform#name()}
   * @return the transform
   * @throws IllegalArgumentException if there is none of that name; the message lists the names; or
   *     if θ may have any size, see {@link #byName(String, Shape)}
   */
  public static Transform byName(String name) {
    TransformFamily family = family(name);
    if (name.equals("tps")) {
      return ThinPlateSpline.of(PAPER_LATTICE);
    }
    Shape theta = family.thetaShapes().get(0);
    if (theta.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "transform: expected one whose theta has a fixed size but got '%s', whose theta is %s"
              .formatted(name, Sizes.text(theta)));
    }
    return family.of(theta);
  }

  /**
   * Finds a transform by θ's shape too.
   *
   * @param name its {@link Transform#name()}
   * @param theta shape of θ of one image, without the batch axis
   * @return the transform
   * @throws IllegalArgumentException if there is none of that name or of that shape
   */
  public static Transform byName(String name, Shape theta) {
    return family(name).of(theta);
  }

  /**
   * Finds all transforms of a name.
   *
   * @param name their {@link Transform#name()}
   * @return the family
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static TransformFamily family(String name) {
    return ALL.stream()
        .filter(family -> family.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "transform: expected one of %s but got '%s'".formatted(names(), name)));
  }

  /**
   * The names of all transforms.
   *
   * @return the names: of the plane in the order of growing freedom, of space, and the exponential
   *     maps
   */
  public static List<String> names() {
    return ALL.stream().map(TransformFamily::name).toList();
  }

  private static Transform spline(Shape theta) {
    int side = (int) Math.round(Math.sqrt((double) theta.get(0)));
    if (side < 2 || (long) side * side != theta.get(0)) {
      throw new IllegalArgumentException(
          "theta: expected [K, 2] with K = k·k control points, 4, 9, 16 …, for tps but got "
              + Sizes.text(theta));
    }
    return ThinPlateSpline.of(side);
  }

  private static int size(Shape theta, int axis) {
    return Math.toIntExact(theta.get(axis));
  }
}
