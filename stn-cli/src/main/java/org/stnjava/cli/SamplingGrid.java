package org.stnjava.cli;

import java.nio.file.Path;
import java.util.Arrays;
import org.stnjava.ops.npy.NpyArray;
import org.stnjava.ops.npy.NpyFile;
import org.tensorflow.ndarray.Shape;

/**
 * Source points as a user gave them.
 *
 * @param given shape in the file
 * @param batch floating point, {@code [N, H', W', 2]}
 */
record SamplingGrid(Shape given, NpyArray batch) {

  /** Reads the points for an image: as many grids as images. */
  static SamplingGrid read(Path path, Image image) {
    NpyArray array = Image.floating(NpyFile.read(path));
    Shape given = array.shape();
    boolean single = given.numDimensions() == 3;
    Shape batch = single ? given.prepend(1) : given;
    if (batch.numDimensions() != 4 || batch.get(3) != 2 || batch.get(0) != image.count()) {
      throw new IllegalArgumentException(
          "%s: expected [%d, H', W', 2] for %s %s but got %s"
              .formatted(
                  path,
                  image.count(),
                  image.source(),
                  Arrays.toString(image.given().asArray()),
                  Arrays.toString(given.asArray())));
    }
    return new SamplingGrid(given, array.reshape(batch));
  }

  Size size() {
    return new Size(Math.toIntExact(batch.shape().get(1)), Math.toIntExact(batch.shape().get(2)));
  }

  /** Gives a gradient the shape that the points came in. */
  NpyArray asGiven(NpyArray gradient) {
    return gradient.reshape(given);
  }
}
