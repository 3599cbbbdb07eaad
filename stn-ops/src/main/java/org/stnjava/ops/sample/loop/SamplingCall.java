package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import java.util.List;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.custom.OpContext;
import org.stnjava.ops.interpolation.Interpolation;
import org.tensorflow.ndarray.Shape;

/**
 * One execution of one of the {@link BilinearOps}: its inputs and settings.
 *
 * @param context the images, the matrices or grids, and the settings
 * @param height rows of the output
 * @param width columns of the output
 * @param coordinates what −1 and 1 mean
 * @param padding what is read outside the image
 * @param outside the constant that is read there, if it is one: a value for each channel
 */
record SamplingCall(
    OpContext context,
    int height,
    int width,
    PixelCoordinates coordinates,
    LoopPadding padding,
    float[] outside) {

  private static final int IMAGES = 0;
  private static final int ARGUMENT = 1;
  private static final int SETTINGS = 2;
  private static final int BEFORE_OUTSIDE = 4;
  private static final int MATRIX_RANK = 3;

  private static final List<PixelCoordinates> COORDINATES = List.of(PixelCoordinates.values());
  private static final List<LoopPadding> PADDINGS = List.of(LoopPadding.values());

  /** Fewer elements are computed before other threads have begun. */
  private static final long WORTH_SHARING = 1 << 13;

  /** Computes some rows of the output; the rows of all images are numbered through. */
  @FunctionalInterface
  interface Part {
    void compute(int fromRow, int toRow);
  }

  /** Encodes the settings as an input of the operation, for {@link #of}. */
  static double[] settings(Interpolation interpolation, Shape output) {
    List<Float> outside = interpolation.padding().outside().orElse(List.of());
    LoopPadding padding = LoopPadding.of(interpolation.padding()).orElseThrow();
    double[] settings = new double[BEFORE_OUTSIDE + outside.size()];
    settings[0] = output.get(1);
    settings[1] = output.get(2);
    settings[2] = COORDINATES.indexOf(interpolation.coordinates());
    settings[3] = PADDINGS.indexOf(padding);
    for (int i = 0; i < outside.size(); i++) {
      settings[BEFORE_OUTSIDE + i] = outside.get(i);
    }
    return settings;
  }

  /** Decodes the inputs; requires as many images as matrices or grids. */
  static SamplingCall of(OpContext context) {
    if (context.shape(IMAGES).get(0) != context.shape(ARGUMENT).get(0)) {
      throw new IllegalArgumentException(
          "grid: expected N as of u but got %s and %s"
              .formatted(context.shape(IMAGES), context.shape(ARGUMENT)));
    }
    float[] settings = context.values(SETTINGS);
    float[] values = Arrays.copyOfRange(settings, BEFORE_OUTSIDE, settings.length);
    float[] outside = new float[Math.toIntExact(context.shape(IMAGES).get(3))];
    for (int channel = 0; channel < outside.length && values.length > 0; channel++) {
      outside[channel] = values[values.length == 1 ? 0 : channel];
    }
    return new SamplingCall(
        context,
        (int) settings[0],
        (int) settings[1],
        COORDINATES.get((int) settings[2]),
        PADDINGS.get((int) settings[3]),
        outside);
  }

  int images() {
    return Math.toIntExact(context.shape(IMAGES).get(0));
  }

  int imageHeight() {
    return Math.toIntExact(context.shape(IMAGES).get(1));
  }

  int imageWidth() {
    return Math.toIntExact(context.shape(IMAGES).get(2));
  }

  int channels() {
    return outside.length;
  }

  boolean hasMatrices() {
    return context.shape(ARGUMENT).numDimensions() == MATRIX_RANK;
  }

  Shape outputShape() {
    return Shape.of(images(), height, width, channels());
  }

  /** The elements of one image. */
  int imageElements() {
    return Math.toIntExact(context.shape(IMAGES).size() / Math.max(1, images()));
  }

  /** The elements of one matrix or grid. */
  int argumentElements() {
    return Math.toIntExact(context.shape(ARGUMENT).size() / Math.max(1, images()));
  }

  void readImage(int image, float[] into) {
    context.read(IMAGES, (long) image * into.length, into, into.length);
  }

  void readArgument(int image, float[] into) {
    context.read(ARGUMENT, (long) image * into.length, into, into.length);
  }

  /**
   * Computes all rows of the output, on several threads if that pays.
   *
   * @param step rows that one thread computes, such as an image's
   */
  void forRows(int step, Part part) {
    int steps = Math.multiplyExact(images(), height) / step;
    int parts =
        outputShape().size() < WORTH_SHARING
            ? 1
            : Math.max(1, Math.min(steps, ParallelFor.threads()));
    ParallelFor.run(
        parts,
        i ->
            part.compute(
                (int) ((long) steps * i / parts) * step,
                (int) ((long) steps * (i + 1) / parts) * step));
  }
}
