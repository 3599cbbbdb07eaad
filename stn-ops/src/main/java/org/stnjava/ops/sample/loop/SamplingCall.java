package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.custom.OpContext;
import org.stnjava.ops.interpolation.Interpolation;
import org.tensorflow.ndarray.Shape;

/** One execution of one of the {@link SamplerOps}: its inputs and settings. */
final class SamplingCall {

  private static final int IMAGES = 0;
  private static final int ARGUMENT = 1;
  private static final int SETTINGS = 2;
  private static final int GRADIENT = 3;

  private static final int MATRIX_RANK = 3;

  /** Kernel, padding and coordinates. */
  private static final int BEFORE_SIZES = 3;

  private static final List<PixelCoordinates> COORDINATES = List.of(PixelCoordinates.values());
  private static final List<LoopKernel> KERNELS = List.of(LoopKernel.values());
  private static final List<LoopPadding> PADDINGS = List.of(LoopPadding.values());

  /** From so many channels on, those of a point are computed together, not the points of one. */
  private static final int MANY_CHANNELS = 16;

  private static final int FEW_CHANNELS = 4;

  /** Points whose taps fit into the processor's first cache, and samples with channels. */
  private static final int TILE = 256;

  private static final int TILE_OF_CHANNELS = 64;

  /** Fewer elements are computed before other threads have begun. */
  private static final long WORTH_SHARING = 1 << 13;

  /**
   * Encodes the settings as an input of the operation, for the constructor.
   *
   * @param size of the output, x last, which matrices do not tell
   */
  static double[] settings(Interpolation interpolation, Shape size) {
    List<Float> outside = interpolation.padding().outside().orElse(List.of());
    double[] sizes = Arrays.stream(size.asArray()).asDoubleStream().toArray();
    double[] settings = new double[BEFORE_SIZES + sizes.length + outside.size()];
    settings[0] = KERNELS.indexOf(LoopKernel.of(interpolation.kernel()).orElseThrow());
    settings[1] = PADDINGS.indexOf(LoopPadding.of(interpolation.padding()).orElseThrow());
    settings[2] = COORDINATES.indexOf(interpolation.coordinates());
    System.arraycopy(sizes, 0, settings, BEFORE_SIZES, sizes.length);
    for (int i = 0; i < outside.size(); i++) {
      settings[BEFORE_SIZES + sizes.length + i] = outside.get(i);
    }
    return settings;
  }

  /** Reads the images, the matrices or grids, and the output's gradient; receives the result. */
  final OpContext context;

  /** How pixels near a point are weighted. */
  final LoopKernel kernel;

  /** What is read outside the image. */
  final LoopPadding padding;

  /** What −1 and 1 mean. */
  final PixelCoordinates coordinates;

  /** Pixels of each axis of the images, x first. */
  final int[] imageSizes;

  /** Pixels of each axis of the output, x first. */
  final int[] outputSizes;

  /** What is read outside where the padding is a constant: a value for each channel. */
  final float[] outside;

  final int images;
  final int channels;

  /** Whether the pixels of a row that a point reads fill a vector, so that rows are computed. */
  final boolean hasRows;

  /** Whether images are read with two taps along both axes. */
  final boolean isBilinear;

  /** Whether the channels of a point are computed together, and not the points of a channel. */
  final boolean hasManyChannels;

  /** Whether the points are those of the regular grid, moved by matrices. */
  final boolean hasMatrices;

  /** The elements of one image. */
  final int imageElements;

  /** The elements of one matrix or grid. */
  final int argumentElements;

  /** The points of one image. */
  final int points;

  /** The most points that are computed together: a multiple of {@link Loops#STEP}. */
  final int tile;

  /** The tiles of one image. */
  final int tiles;

  /** Decodes the inputs; requires as many images as matrices or grids. */
  SamplingCall(OpContext context) {
    Shape u = context.shape(IMAGES);
    Shape argument = context.shape(ARGUMENT);
    if (u.get(0) != argument.get(0)) {
      throw new IllegalArgumentException(
          "grid: expected N as of u but got %s and %s".formatted(u, argument));
    }
    int dimensions = u.numDimensions() - 2;
    boolean matrices = argument.numDimensions() == MATRIX_RANK;
    if (argument.numDimensions() != (matrices ? MATRIX_RANK : u.numDimensions())
        || argument.get(argument.numDimensions() - 1) != (matrices ? dimensions + 1 : dimensions)) {
      throw new IllegalArgumentException(
          "grid: expected %d coordinates a point for u of %s but got %s"
              .formatted(dimensions, u, argument));
    }
    for (int axis = 1; axis <= dimensions; axis++) {
      if (u.get(axis) < 1 || u.get(axis) > LoopSampler.LONGEST) {
        throw new IllegalArgumentException(
            "u: expected 1 to %d pixels along each axis but got %s"
                .formatted(LoopSampler.LONGEST, u));
      }
    }
    float[] settings = context.values(SETTINGS);
    this.context = context;
    this.kernel = KERNELS.get((int) settings[0]);
    this.padding = PADDINGS.get((int) settings[1]);
    this.coordinates = COORDINATES.get((int) settings[2]);
    this.images = Math.toIntExact(u.get(0));
    this.channels = Math.toIntExact(u.get(1 + dimensions));
    this.outside = outside(settings, BEFORE_SIZES + dimensions, channels);
    this.isBilinear = kernel == LoopKernel.BILINEAR && dimensions == 2;
    this.hasRows = kernel.taps * channels >= Loops.SUMS && channels < MANY_CHANNELS;
    this.hasManyChannels = channels >= MANY_CHANNELS;
    this.hasMatrices = matrices;
    this.imageSizes = new int[dimensions];
    this.outputSizes = new int[dimensions];
    for (int axis = 0; axis < dimensions; axis++) {
      int last = dimensions - 1 - axis;
      imageSizes[axis] = Math.toIntExact(u.get(1 + last));
      outputSizes[axis] =
          hasMatrices
              ? (int) settings[BEFORE_SIZES + last]
              : Math.toIntExact(argument.get(1 + last));
    }
    this.imageElements = Math.multiplyExact(product(imageSizes), channels);
    this.points = product(outputSizes);
    this.argumentElements = Math.multiplyExact(dimensions, hasMatrices ? dimensions + 1 : points);
    this.tile = channels > FEW_CHANNELS ? TILE_OF_CHANNELS : TILE;
    this.tiles = Math.max(1, (int) (((long) points + tile - 1) / tile));
  }

  private static int product(int[] sizes) {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  private static float[] outside(float[] settings, int from, int channels) {
    int values = settings.length - from;
    if (values > 1 && values != channels) {
      throw new IllegalArgumentException(
          "padding: expected 1 value or one for each of the %d channels but got %d"
              .formatted(channels, values));
    }
    float[] outside = new float[channels];
    for (int channel = 0; channel < outside.length && values > 0; channel++) {
      outside[channel] = settings[from + (values == 1 ? 0 : channel)];
    }
    return outside;
  }

  int dimensions() {
    return imageSizes.length;
  }

  Shape imagesShape() {
    return context.shape(IMAGES);
  }

  Shape argumentShape() {
    return context.shape(ARGUMENT);
  }

  Shape outputShape() {
    long[] sizes = imagesShape().asArray().clone();
    for (int axis = 0; axis < outputSizes.length; axis++) {
      sizes[outputSizes.length - axis] = outputSizes[axis];
    }
    return Shape.of(sizes);
  }

  /** Reads elements of an image. */
  void readImage(int image, int element, float[] into, int at, int count) {
    context.read(IMAGES, (long) image * imageElements + element, into, at, count);
  }

  /** Writes elements of an image's gradient. */
  void writeImage(int image, int element, float[] gradient, int at, int count) {
    context.write((long) image * imageElements + element, gradient, at, count);
  }

  void readArgument(int image, int from, float[] into, int count) {
    context.read(ARGUMENT, (long) image * argumentElements + from, into, 0, count);
  }

  /** Reads the output's gradient at some points of an image. */
  void readGradient(int image, int fromPoint, float[] into, int count) {
    long first = (long) image * points + fromPoint;
    context.read(GRADIENT, first * channels, into, 0, count * channels);
  }

  /** Computes some points of one image, all in one tile. */
  interface TileBody extends AutoCloseable {
    void compute(int image, int fromPoint, int points);

    /** Gives back what the thread may use again. */
    @Override
    void close();
  }

  /**
   * Computes all tiles, on several threads if that pays. Each thread computes tiles in order.
   *
   * @param step tiles that one thread computes, such as an image's
   * @param body makes what one thread needs
   */
  void forTiles(int step, Supplier<TileBody> body) {
    int steps = Math.multiplyExact(images, tiles) / step;
    long samples = (long) points * channels;
    // Each thread copies the images that it reads.
    long perImage = Math.max(1, 4 * samples / Math.max(1, imageElements));
    long most =
        images * samples < WORTH_SHARING ? 1 : Math.min(ParallelFor.threads(), images * perImage);
    int parts = (int) Math.min(steps, most);
    ParallelFor.run(
        parts,
        part -> {
          int from = (int) ((long) steps * part / parts) * step;
          int to = (int) ((long) steps * (part + 1) / parts) * step;
          try (TileBody own = body.get()) {
            for (int index = from; index < to; index++) {
              int first = index % tiles * tile;
              own.compute(index / tiles, first, Math.min(tile, points - first));
            }
          }
        });
  }
}
