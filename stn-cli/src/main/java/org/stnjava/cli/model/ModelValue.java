package org.stnjava.cli.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stnjava.cli.common.Image;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.npy.NpyType;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * A value for a model, as it is written on the command line.
 *
 * <p>A {@code .npy} file; a picture, {@code [1, H, W, C]} in [0, 1] for numbers; one number or
 * truth value, or several with commas between; nested lists, or a string in quotes, as JSON; the
 * bytes of any other file, a string; the files of a folder in the order of their names, a vector of
 * strings. What starts with a bracket or a quote is JSON, not the name of a file.
 *
 * @param text as it is written
 */
record ModelValue(String text) {

  /** The axes of a batch of images. */
  private static final int IMAGE = 4;

  private static final Pattern PICTURE =
      Pattern.compile("(?i)\\.(png|jpe?g|bmp|gif|webp|tiff?|p[gp]m)$");

  /**
   * Makes a tensor of the value, to be closed.
   *
   * @param place what it is for
   * @throws IllegalArgumentException if it does not fit
   */
  Tensor tensor(TensorDescription place) {
    Class<? extends TType> type =
        place
            .type()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected a type that TensorFlow Java has tensors of but the model wants "
                            + place.dtype()));
    return type == TString.class ? strings(place) : numbers(place, type);
  }

  private Tensor numbers(TensorDescription place, Class<? extends TType> type) {
    NpyArray array = array(place);
    requireFit(place, array.type() + " ", Shape.of(array.shape()));
    try {
      return NpyTensors.tensor(array, type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(text, e.getMessage()), e);
    }
  }

  private NpyArray array(TensorDescription place) {
    if (isNpy(text)) {
      return NpyFile.read(Path.of(text));
    }
    if (isPicture()) {
      return Image.read(Path.of(text), channels(place)).batch();
    }
    return JsonLiteral.parse(text)
        .map(JsonLiteral::array)
        .or(() -> literal(text).map(array -> array.reshape(shape(place, array.size()))))
        .orElseThrow(() -> noNumber(place));
  }

  /** How many channels a picture needs there; 0 if any number will do. */
  private static int channels(TensorDescription place) {
    List<Long> shape = place.shape();
    if (shape == null || shape.size() < IMAGE - 1) {
      return 0;
    }
    return shape.get(shape.size() - 1).intValue();
  }

  private boolean isPicture() {
    return PICTURE.matcher(text).find() && Files.isRegularFile(Path.of(text));
  }

  /** Whether a value is the name of an array's file. */
  static boolean isNpy(String text) {
    return text.toLowerCase(Locale.ROOT).endsWith(".npy");
  }

  private IllegalArgumentException noNumber(TensorDescription place) {
    String found = Files.exists(Path.of(text)) ? "another file, '%s'" : "'%s'";
    return new IllegalArgumentException(
        "expected %s, as a .npy file, a picture, a number such as 0.5 or lists such as [[0.5, 1]], but got %s"
            .formatted(place.typeAndShape(), found.formatted(text)));
  }

  /** A single value takes the rank that is wanted; several are a vector. */
  private static long[] shape(TensorDescription place, int size) {
    int rank = size == 1 ? rank(place) : 1;
    long[] sizes = new long[rank];
    Arrays.fill(sizes, size);
    return sizes;
  }

  /** The rank of a single value: that of the place if all its sizes may be 1. */
  private static int rank(TensorDescription place) {
    List<Long> shape = place.shape() == null ? List.of() : place.shape();
    return shape.stream().allMatch(size -> size < 0 || size == 1) ? shape.size() : 0;
  }

  private Tensor strings(TensorDescription place) {
    StringValues strings = StringValues.read(text);
    boolean isSingle = strings.shape().numDimensions() == 0;
    Shape shape = isSingle ? Shape.of(ones(rank(place))) : strings.shape();
    requireFit(place, "string ", shape);
    byte[][] values = strings.values().toArray(byte[][]::new);
    return TString.tensorOfBytes(shape, DataBuffers.ofObjects(values));
  }

  private static long[] ones(int rank) {
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return ones;
  }

  private void requireFit(TensorDescription place, String type, Shape shape) {
    if (!place.admits(shape.asArray())) {
      throw new IllegalArgumentException(
          "expected %s but got %s%s of '%s'"
              .formatted(place.typeAndShape(), type, Arrays.toString(shape.asArray()), text));
    }
  }

  /**
   * Reads numbers or truth values with commas between them: a vector of int64, float64 or bool;
   * empty if the text is none.
   */
  private static Optional<NpyArray> literal(String text) {
    String[] parts = text.split(",", -1);
    if (Stream.of(parts).allMatch(part -> part.matches("(?i)true|false"))) {
      return Optional.of(truths(parts));
    }
    try {
      return Optional.of(
          Stream.of(parts).allMatch(part -> part.matches("[-+]?\\d+"))
              ? NpyArray.of(Stream.of(parts).mapToLong(Long::parseLong).toArray(), parts.length)
              : NpyArray.of(
                  Stream.of(parts).mapToDouble(Double::parseDouble).toArray(), parts.length));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static NpyArray truths(String... parts) {
    byte[] values = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = (byte) (Boolean.parseBoolean(parts[i]) ? 1 : 0);
    }
    return NpyArray.ofBytes(values, NpyType.BOOL, parts.length);
  }
}
