package org.stnjava.cli.common;

import java.nio.file.Path;
import org.stnjava.data.image.Picture;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.tensorflow.ndarray.Shape;

/**
 * Input feature map as a user gave it.
 *
 * @param source the file, for messages
 * @param given shape in the file: {@code [N, H, W, C]}, {@code [H, W, C]} or {@code [H, W]}, or
 *     {@code [N, D, H, W, C]} of volumes
 * @param batch floating point, {@code [N, H, W, C]} or {@code [N, D, H, W, C]}
 */
public record Image(Path source, Shape given, NpyArray batch) {
  public static final String HELP =
      "Image: a .npy file, [N, H, W, C], [H, W, C] or [H, W] (integers become float32), or a"
          + " picture (PNG, JPEG, BMP, GIF, WebP, TIFF, PGM, PPM), read as [H, W, C] in [0, 1].";
  public static final String VOLUME_HELP = "Volumes: a .npy file, [N, D, H, W, C].";
  public static final String OUT_HELP =
      "Output of the image's type and rank: a .npy file, or a .png, .jpg or .jpeg picture, where"
          + " [0, 1] becomes 0 to 255.";

  private static final int IMAGES = 4;
  private static final int VOLUMES = 5;

  /** Reads a picture or an array, decided by what the file holds. */
  public static Image read(Path path) {
    return read(path, 0);
  }

  /**
   * Reads a picture or an array; a picture in so many channels, if it can be had in them: color
   * becomes gray, gray becomes color.
   */
  public static Image read(Path path, int channels) {
    return read(path, channels, IMAGES, "[N, H, W, C], [H, W, C] or [H, W]");
  }

  /** Reads a picture, an array, or an array of volumes. */
  public static Image orVolume(Path path) {
    return read(
        path, 0, VOLUMES, "[N, H, W, C], [H, W, C], [H, W] or, of volumes, [N, D, H, W, C]");
  }

  private static Image read(Path path, int channels, int mostAxes, String expected) {
    boolean isArray = InputFormat.of(path) == InputFormat.NPY;
    NpyArray array = floating(isArray ? NpyFile.read(path) : picture(path, channels));
    Shape given = Shape.of(array.shape());
    int rank = given.numDimensions();
    if (rank < 2 || rank > mostAxes) {
      throw new IllegalArgumentException(path + ": expected " + expected + " but got " + array);
    }
    Shape batch = rank >= IMAGES ? given : given.prepend(1);
    Shape full = rank == 2 ? batch.append(1) : batch;
    for (int axis = 1; axis < full.numDimensions(); axis++) {
      if (full.get(axis) == 0) {
        throw new IllegalArgumentException(
            path + ": expected at least one pixel of one channel but got " + array);
      }
    }
    return new Image(path, given, array.reshape(full.asArray()));
  }

  private static NpyArray picture(Path path, int wanted) {
    Picture picture = Picture.read(path);
    boolean isConvertible = wanted == 1 || wanted == 3 || wanted == 4;
    int channels = isConvertible ? wanted : picture.channels();
    return NpyArray.of(picture.values(channels), picture.height(), picture.width(), channels);
  }

  /** Converts integers and booleans to float32; floats stay what they are. */
  public static NpyArray floating(NpyArray array) {
    return array.type().isFloating() ? array : NpyArray.of(array.floats(), array.shape());
  }

  public long count() {
    return batch.shape()[0];
  }

  /** The shape of an output of this size, in the rank of the image. */
  public Shape outputShape(Size size) {
    Shape full = Shape.of(batch.shape());
    Size.requireCapacity(
        size.toString(),
        "",
        Shape.of(full.get(0), size.height(), size.width(), Math.max(2, full.get(3))));
    return switch (given.numDimensions()) {
      case 2 -> Shape.of(size.height(), size.width());
      case 3 -> Shape.of(size.height(), size.width(), full.get(3));
      default -> Shape.of(full.get(0), size.height(), size.width(), full.get(3));
    };
  }

  public boolean isVolume() {
    return given.numDimensions() == VOLUMES;
  }

  /** The shape of an output at the points of a grid, in the rank of the image. */
  public Shape outputShape(Shape grid) {
    int last = batch.shape().length - 1;
    long channels = batch.shape()[last];
    Shape points = grid.take(last);
    Size.requireCapacity(points.toString(), "", points.append(Math.max(last - 1, channels)));
    Shape full = points.append(channels);
    return switch (given.numDimensions()) {
      case 2 -> Shape.of(full.get(1), full.get(2));
      case 3 -> full.tail();
      default -> full;
    };
  }

  /** Gives a gradient the shape that the image came in. */
  public NpyArray asGiven(NpyArray gradient) {
    return gradient.reshape(given.asArray());
  }
}
