package org.stnjava.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stnjava.models.savedmodel.ModelDescription;
import org.stnjava.ops.npy.NpyArray;
import org.stnjava.ops.npy.NpyFile;
import org.stnjava.ops.npy.NpyTensors;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * A value for a model, as it is written on the command line.
 *
 * <p>A {@code .npy} file; a picture, {@code [1, H, W, C]} in [0, 1] for numbers; one number or
 * truth value, or several with commas between; the bytes of any other file, a string; the files of
 * a folder in the order of their names, a vector of strings.
 *
 * @param text as it is written
 */
record ModelValue(String text) {

  private static final Pattern PICTURE = Pattern.compile("(?i)\\.(png|jpe?g)$");

  /**
   * Makes a tensor of the value, to be closed.
   *
   * @param place what it is for
   * @throws IllegalArgumentException if it does not fit
   */
  Tensor tensor(ModelDescription.Tensor place) {
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

  private Tensor numbers(ModelDescription.Tensor place, Class<? extends TType> type) {
    boolean file = isNpy() || isPicture();
    NpyArray array = file ? array() : Literal.parse(text).orElseThrow(() -> noNumber(place));
    Shape shape = file ? array.shape() : shape(place, array.size());
    requireFit(place, array.type() + " ", shape);
    try {
      return NpyTensors.tensor(array.reshape(shape), type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(text, e.getMessage()), e);
    }
  }

  private NpyArray array() {
    return isNpy() ? NpyFile.read(Path.of(text)) : Image.read(Path.of(text)).batch();
  }

  private boolean isPicture() {
    return PICTURE.matcher(text).find() && Files.isRegularFile(Path.of(text));
  }

  private boolean isNpy() {
    return text.toLowerCase(Locale.ROOT).endsWith(".npy");
  }

  private IllegalArgumentException noNumber(ModelDescription.Tensor place) {
    String found = Files.exists(Path.of(text)) ? "another file, '%s'" : "'%s'";
    return new IllegalArgumentException(
        "expected %s, as a .npy file, a picture or a number such as 0.5, but got %s"
            .formatted(place.typeAndShape(), found.formatted(text)));
  }

  /** A single value takes the rank that is wanted; several are a vector. */
  private static Shape shape(ModelDescription.Tensor place, int size) {
    int rank = size == 1 ? rank(place) : 1;
    long[] sizes = new long[rank];
    Arrays.fill(sizes, size);
    return Shape.of(sizes);
  }

  /** The rank of a single value: that of the place if all its sizes may be 1. */
  private static int rank(ModelDescription.Tensor place) {
    List<Long> shape = place.shape() == null ? List.of() : place.shape();
    return shape.stream().allMatch(size -> size < 0 || size == 1) ? shape.size() : 0;
  }

  private Tensor strings(ModelDescription.Tensor place) {
    Path path = Path.of(text);
    boolean folder = Files.isDirectory(path);
    if (isNpy()) {
      throw new IllegalArgumentException(
          "expected %s, as a file of its bytes or a folder of such files, but got the array '%s'"
              .formatted(place.typeAndShape(), text));
    }
    byte[][] values = folder ? files(path) : new byte[][] {bytes(path)};
    Shape shape = folder ? Shape.of(values.length) : Shape.of(ones(rank(place)));
    requireFit(place, "string ", shape);
    return TString.tensorOfBytes(shape, DataBuffers.ofObjects(values));
  }

  private static long[] ones(int rank) {
    long[] ones = new long[rank];
    Arrays.fill(ones, 1);
    return ones;
  }

  private void requireFit(ModelDescription.Tensor place, String type, Shape shape) {
    if (!place.admits(shape.asArray())) {
      throw new IllegalArgumentException(
          "expected %s but got %s%s of '%s'"
              .formatted(place.typeAndShape(), type, Arrays.toString(shape.asArray()), text));
    }
  }

  private static byte[][] files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(ModelValue::bytes)
          .toArray(byte[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(
          file + ": expected a file of bytes or a folder of files, for a string, but there is none",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }
}
