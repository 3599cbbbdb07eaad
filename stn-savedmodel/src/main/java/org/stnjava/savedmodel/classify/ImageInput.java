package org.stnjava.savedmodel.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.stnjava.data.set.ImageOptions;
import org.stnjava.data.set.ImageOptions.Color;
import org.stnjava.data.set.ImageOptions.Fit;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.tensor.InputTensors;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * An input of a signature that takes images of one size, with the layout and the values that it
 * takes them in.
 *
 * <p>Images are given as {@code [N, H, W, C]}. The input may have this shape, the channels first
 * ({@code [N, C, H, W]}), no channels ({@code [N, H, W]}, of gray images) or all values of an image
 * in a row ({@code [N, H·W·C]}). Sizes that the model leaves open are those of the images.
 */
public final class ImageInput {

  private static final int MOST_AXES = 4;
  private static final double WHITE = 255;
  private static final List<Long> CHANNELS = List.of(1L, 3L);

  private final TensorDescription place;
  private final ImageShape image;
  private final Layout layout;
  private final PixelScaling scaling;

  /** The sizes of one image as the model takes it, and whether the channels are moved. */
  private record Layout(List<Integer> sizes, boolean channelsFirst) {

    static List<Layout> of(ImageShape image) {
      int height = image.height();
      int width = image.width();
      int channels = image.channels();
      Stream<Layout> plain =
          Stream.of(
              new Layout(List.of(height, width, channels), false),
              new Layout(List.of(channels, height, width), true));
      Stream<Layout> gray = Stream.of(new Layout(List.of(height, width), false));
      Stream<Layout> flat =
          Stream.of(
              new Layout(List.of(image.size()), false),
              new Layout(List.of(image.size(), 1), false));
      return Stream.of(plain, channels == 1 ? gray : Stream.<Layout>empty(), flat)
          .flatMap(layouts -> layouts)
          .toList();
    }

    long[] shape(long count) {
      return LongStream.concat(LongStream.of(count), sizes.stream().mapToLong(Integer::longValue))
          .toArray();
    }
  }

  private ImageInput(
      TensorDescription place, ImageShape image, Layout layout, PixelScaling scaling) {
    this.place = place;
    this.image = image;
    this.layout = layout;
    this.scaling = scaling;
  }

  /**
   * Finds the layout in which an input takes images.
   *
   * @param place the input
   * @param image the size of the images
   * @param scaling the values of their pixels
   * @return the input for these images
   * @throws IllegalArgumentException if the input takes no such images, or its type cannot hold the
   *     values
   */
  public static ImageInput of(TensorDescription place, ImageShape image, PixelScaling scaling) {
    Layout fitting =
        Layout.of(image).stream()
            .filter(layout -> ImageValues.isNumber(place.dtype()))
            .filter(layout -> place.admits(layout.shape(batch(place, 1))))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "data: expected images that fit the input %s, %s, but got %dx%d with %d %s"
                            .formatted(
                                place.name(),
                                place.typeAndShape(),
                                image.height(),
                                image.width(),
                                image.channels(),
                                image.channels() == 1 ? "channel" : "channels")));
    ImageValues.require(place, scaling);
    return new ImageInput(place, image, fitting, scaling);
  }

  /**
   * Whether an input may take images: numeric, with an axis for the batch and one to three more.
   */
  static boolean isOne(TensorDescription place) {
    List<Long> shape = place.shape();
    return ImageValues.isNumber(place.dtype())
        && (shape == null || (shape.size() >= 2 && shape.size() <= MOST_AXES));
  }

  /**
   * How many images a call takes.
   *
   * @param place the input
   * @param count how many if the model leaves it open
   * @return the fixed number of the input if it has one
   */
  public static int batch(TensorDescription place, int count) {
    List<Long> shape = place.shape();
    return shape == null || shape.get(0) < 0 ? count : Math.toIntExact(shape.get(0));
  }

  /**
   * How pictures become images that an input takes.
   *
   * @param place the input
   * @return the size and the channels that the model declares; of what it leaves open, those of the
   *     files
   */
  public static ImageOptions pictures(TensorDescription place) {
    List<Long> sizes = sizes(place);
    long channels = sizes.get(2);
    Color color = channels == 1 ? Color.GRAY : channels == 3 ? Color.RGB : Color.AUTO;
    ImageOptions options = new ImageOptions(ImageOptions.NATIVE, Fit.RESIZE, color, false);
    boolean isSized = sizes.get(0) > 0 && sizes.get(1) > 0;
    return isSized
        ? options.withSize(Math.toIntExact(sizes.get(0)), Math.toIntExact(sizes.get(1)))
        : options;
  }

  /**
   * The sizes of the images that an input takes.
   *
   * @return height, width and channels, −1 for each that the model leaves open
   */
  static List<Long> sizes(TensorDescription place) {
    List<Long> shape = Objects.requireNonNullElse(place.shape(), List.of());
    if (shape.size() == MOST_AXES - 1) {
      boolean isFlat = shape.get(2) == 1;
      return isFlat ? List.of(-1L, -1L, -1L) : List.of(shape.get(1), shape.get(2), 1L);
    }
    if (shape.size() != MOST_AXES) {
      return List.of(-1L, -1L, -1L);
    }
    boolean channelsFirst = CHANNELS.contains(shape.get(1)) && !CHANNELS.contains(shape.get(3));
    return channelsFirst
        ? List.of(shape.get(2), shape.get(3), shape.get(1))
        : List.of(shape.get(1), shape.get(2), shape.get(3));
  }

  /**
   * The name of the input.
   *
   * @return the key in the signature
   */
  public String name() {
    return place.name();
  }

  /** The size of the images. */
  ImageShape image() {
    return image;
  }

  /**
   * Makes the value of the input.
   *
   * @param pixels unsigned bytes, {@code [N, H, W, C]} row by row
   * @return a tensor of the input's type with N images, <b>to be closed</b>
   */
  public Tensor tensor(byte[] pixels) {
    return tensor(pixels.length, i -> Byte.toUnsignedInt(pixels[i]));
  }

  /**
   * Makes the value of the input.
   *
   * @param pixels in [0, 1], {@code [N, H, W, C]} row by row
   * @return a tensor of the input's type with N images, <b>to be closed</b>
   */
  public Tensor tensor(float[] pixels) {
    boolean isCopy = place.dtype().equals("float32") && scaling.equals(PixelScaling.UNIT);
    return isCopy && !isMoved()
        ? TFloat32.tensorOf(shape(pixels.length), DataBuffers.of(pixels))
        : tensor(pixels.length, i -> WHITE * pixels[i]);
  }

  private Tensor tensor(int length, IntToDoubleFunction level) {
    IntToDoubleFunction value =
        isMoved()
            ? i -> scaling.value(level.applyAsDouble(source(i)))
            : i -> scaling.value(level.applyAsDouble(i));
    return Objects.requireNonNull(
        InputTensors.copy(ImageValues.array(place.dtype(), shape(length), value), place.dtype()));
  }

  private Shape shape(int length) {
    if (length % image.size() != 0) {
      throw new IllegalArgumentException(
          "images: expected whole images of %d values but got %d values"
              .formatted(image.size(), length));
    }
    return Shape.of(layout.shape(length / image.size()));
  }

  private boolean isMoved() {
    return layout.channelsFirst() && image.channels() > 1;
  }

  /** The index in {@code [N, H, W, C]} of the value at an index of {@code [N, C, H, W]}. */
  private int source(int index) {
    int pixels = image.height() * image.width();
    int first = index - index % image.size();
    int within = index % image.size();
    return first + within % pixels * image.channels() + within / pixels;
  }

  @Override
  public String toString() {
    return "%s %s in %s".formatted(name(), Arrays.toString(layout.shape(-1)), scaling);
  }
}
