package org.stnjava.data.composite;

import java.util.List;
import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * Gives gray images a thickness, rotates them about all three axes and translates them within a
 * volume; the paper's digits in space (appendix A.3), named {@code extruded}.
 *
 * <p>A volume is an image whose channels are its depth, from the front backwards.
 *
 * @param depth voxels of the volume from front to back
 * @param height voxels downwards
 * @param width voxels to the right
 * @param thickness of a body in voxels, above 0
 * @param degrees the angles about each axis
 */
public record Extruded(int depth, int height, int width, double thickness, Range degrees)
    implements Scene {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the volume has no voxel or the thickness is not above 0
   */
  public Extruded {
    Canvas.requireSize(height, width);
    if (depth < 1) {
      throw new IllegalArgumentException("depth: expected at least 1 but got " + depth);
    }
    if (!(thickness > 0 && Double.isFinite(thickness))) {
      throw new IllegalArgumentException("thickness: expected above 0 but got " + thickness);
    }
  }

  /**
   * Returns a setting for digits of 28 x 28 pixels.
   *
   * @return the paper's 60 x 60 x 60 voxels; a thickness of 20, as digits are high, and up to 45
   *     degrees either way
   */
  public static Extruded ofDigits() {
    return new Extruded(60, 60, 60, 20, new Range(-45, 45));
  }

  @Override
  public String name() {
    return "extruded";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    if (source.channels() != 1) {
      throw new IllegalArgumentException(
          "channels: expected gray images, for the depth takes the place of colors, but got %d"
              .formatted(source.channels()));
    }
    return source.withSize(height, width).withChannels(depth);
  }

  @Override
  public Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    double radius = ExtrudedImage.radius(source.height(), source.width(), thickness);
    if (2 * radius > Math.min(depth, Math.min(height, width))) {
      throw new IllegalArgumentException(
          "volume: expected at least %.1f voxels along each axis, for bodies to turn in, but got %dx%dx%d"
              .formatted(2 * radius, depth, height, width));
    }
    double[] turn = ExtrudedImage.turn(angle(random), angle(random), angle(random));
    double[] center = {
      between(radius, width, random),
      between(radius, height, random),
      between(radius, depth, random)
    };
    canvas.clear();
    new ExtrudedImage(SourceImage.of(source, index), thickness, turn, center).draw(canvas);
    return new Annotation(new int[] {source.labels()[index]}, List.of());
  }

  private double angle(RandomGenerator random) {
    return Math.toRadians(degrees.draw(random));
  }

  private static double between(double radius, int size, RandomGenerator random) {
    return new Range(radius, size - radius).draw(random);
  }
}
