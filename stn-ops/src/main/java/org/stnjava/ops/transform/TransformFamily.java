package org.stnjava.ops.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stnjava.ops.shape.Sizes;
import org.tensorflow.ndarray.Shape;

/**
 * The transforms of one name; where there are several, the shape of θ selects one.
 *
 * <pre>{@code
 * Transform spline = Transforms.family("tps").of(Shape.of(25, 2)); // 5×5 control points
 * }</pre>
 */
public final class TransformFamily {

  private final String name;
  private final List<Shape> thetaShapes;
  private final Function<Shape, Transform> member;

  TransformFamily(String name, List<Shape> thetaShapes, Function<Shape, Transform> member) {
    this.name = name;
    this.thetaShapes = List.copyOf(thetaShapes);
    this.member = member;
  }

  static TransformFamily single(Transform only, Shape... others) {
    List<Shape> shapes = new ArrayList<>(List.of(only.thetaShape()));
    shapes.addAll(List.of(others));
    return new TransformFamily(only.name(), shapes, shape -> only);
  }

  /**
   * The name of every member.
   *
   * @return the name, see {@link Transform#name()}
   */
  public String name() {
    return name;
  }

  /**
   * The shapes that θ of one image may have.
   *
   * @return shapes without the batch axis, of different ranks or sizes; unknown where any size is
   *     supported
   */
  public List<Shape> thetaShapes() {
    return thetaShapes;
  }

  /**
   * The member whose θ has this shape.
   *
   * @param theta shape of θ of one image, without the batch axis
   * @return the transform
   * @throws IllegalArgumentException if there is none; the message lists the shapes
   */
  public Transform of(Shape theta) {
    if (theta.hasUnknownDimension() || thetaShapes.stream().noneMatch(theta::isCompatibleWith)) {
      throw new IllegalArgumentException(
          "theta: expected %s for %s but got %s".formatted(shapes(), name, Sizes.text(theta)));
    }
    return member.apply(theta);
  }

  @Override
  public String toString() {
    return name + " of theta " + shapes();
  }

  private String shapes() {
    return thetaShapes.stream().map(Sizes::text).collect(Collectors.joining(" or "));
  }
}
