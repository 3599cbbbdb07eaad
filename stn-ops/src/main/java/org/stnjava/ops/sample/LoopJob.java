package org.stnjava.ops.sample;

import java.util.Arrays;
import java.util.List;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.custom.OpContext;
import org.tensorflow.ndarray.Shape;

/**
 * A call of one of the {@link Loops}: what it reads, and where.
 *
 * @param call the images, the matrices or grids, and the settings
 * @param height rows of the output
 * @param width columns of the output
 * @param coordinates what −1 and 1 mean
 * @param edge what is done with points outside the image
 * @param outside what is read there, one value a channel, if it is a constant
 */
record LoopJob(
    OpContext call,
    int height,
    int width,
    PixelCoordinates coordinates,
    LoopEdge edge,
    float[] outside) {

  private static final int IMAGES = 0;
  private static final int ARGUMENT = 1;
  private static final int SETTINGS = 2;
  private static final int BEFORE_OUTSIDE = 4;
  private static final int MATRIX_RANK = 3;

  private static final List<PixelCoordinates> COORDINATES = List.of(PixelCoordinates.values());
  private static final List<LoopEdge> EDGES = List.of(LoopEdge.values());

  /** Fewer numbers are computed before other threads have begun. */
  private static final long WORTH_SHARING = 1 << 13;

  /** Some rows of the output, of all images one below the other. */
  @FunctionalInterface
  interface Part {
    void compute(int fromRow, int toRow);
  }

  /** What {@link #of} reads, as an operation takes it. */
  static double[] settings(Sampler sampler, Shape output) {
    Outside padding = (Outside) sampler.padding();
    double[] outside = padding.loopValues();
    double[] settings = new double[BEFORE_OUTSIDE + outside.length];
    settings[0] = output.get(1);
    settings[1] = output.get(2);
    settings[2] = COORDINATES.indexOf(sampler.coordinates());
    settings[3] = EDGES.indexOf(padding.loopEdge());
    System.arraycopy(outside, 0, settings, BEFORE_OUTSIDE, outside.length);
    return settings;
  }

  /** Checks that there are as many images as matrices or grids. */
  static LoopJob of(OpContext call) {
    if (call.shape(IMAGES).get(0) != call.shape(ARGUMENT).get(0)) {
      throw new IllegalArgumentException(
          "grid: expected N as of u but got %s and %s"
              .formatted(call.shape(IMAGES), call.shape(ARGUMENT)));
    }
    float[] settings = call.values(SETTINGS);
    float[] values = Arrays.copyOfRange(settings, BEFORE_OUTSIDE, settings.length);
    float[] outside = new float[Math.toIntExact(call.shape(IMAGES).get(3))];
    for (int channel = 0; channel < outside.length && values.length > 0; channel++) {
      outside[channel] = values[values.length == 1 ? 0 : channel];
    }
    return new LoopJob(
        call,
        (int) settings[0],
        (int) settings[1],
        COORDINATES.get((int) settings[2]),
        EDGES.get((int) settings[3]),
        outside);
  }

  int images() {
    return Math.toIntExact(call.shape(IMAGES).get(0));
  }

  int imageHeight() {
    return Math.toIntExact(call.shape(IMAGES).get(1));
  }

  int imageWidth() {
    return Math.toIntExact(call.shape(IMAGES).get(2));
  }

  int channels() {
    return outside.length;
  }

  boolean hasMatrices() {
    return call.shape(ARGUMENT).numDimensions() == MATRIX_RANK;
  }

  Shape outputShape() {
    return Shape.of(images(), height, width, channels());
  }

  /** The numbers of one image. */
  int imageNumbers() {
    return Math.toIntExact(call.shape(IMAGES).size() / Math.max(1, images()));
  }

  /** The numbers of one matrix or grid. */
  int argumentNumbers() {
    return Math.toIntExact(call.shape(ARGUMENT).size() / Math.max(1, images()));
  }

  void readImage(int image, float[] into) {
    call.read(IMAGES, (long) image * into.length, into, into.length);
  }

  void readArgument(int image, float[] into) {
    call.read(ARGUMENT, (long) image * into.length, into, into.length);
  }

  /**
   * Computes all rows of the output, on several threads if that pays.
   *
   * @param step rows that belong together, such as an image's
   */
  void share(int step, Part part) {
    int steps = Math.multiplyExact(images(), height) / step;
    int parts =
        outputShape().size() < WORTH_SHARING
            ? 1
            : Math.max(1, Math.min(steps, LoopThreads.count()));
    LoopThreads.share(
        parts,
        i ->
            part.compute(
                (int) ((long) steps * i / parts) * step,
                (int) ((long) steps * (i + 1) / parts) * step));
  }
}
