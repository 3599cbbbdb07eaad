package org.stnjava.cli.warp;

import java.nio.file.Path;
import java.util.Arrays;
import org.stnjava.cli.common.Image;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.tensorflow.ndarray.Shape;

/**
 * Source points as a user gave them.
 *
 * @param given shape in the file
 * @param batch floating point, {@code [N, H', W', 2]}, or {@code [N, D', H', W', 3]} of volumes
 */
record SamplingGrid(Shape given, NpyArray batch) {

  /** Reads the points for an image: as many grids as images. */
  static SamplingGrid read(Path path, Image image) {
    NpyArray array = Image.floating(NpyFile.read(path));
    Shape given = Shape.of(array.shape());
    int axes = image.isVolume() ? 3 : 2;
    Shape batch = given.numDimensions() == axes + 1 ? given.prepend(1) : given;
    if (batch.numDimensions() != axes + 2
        || batch.get(axes + 1) != axes
        || batch.get(0) != image.count()) {
      throw new IllegalArgumentException(
          "%s: expected [%d, %s] for %s %s but got %s"
              .formatted(
                  path,
                  image.count(),
                  image.isVolume() ? "D', H', W', 3" : "H', W', 2",
                  image.source(),
                  Arrays.toString(image.given().asArray()),
                  Arrays.toString(given.asArray())));
    }
    return new SamplingGrid(given, array.reshape(batch.asArray()));
  }

  /** Gives a gradient the shape that the points came in. */
  NpyArray asGiven(NpyArray gradient) {
    return gradient.reshape(given.asArray());
  }
}
