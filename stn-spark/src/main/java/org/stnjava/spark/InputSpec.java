package org.stnjava.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;

/**
 * The input of a signature for one row.
 *
 * @param dtype as NumPy names it
 * @param sizes the shape without the axis of the batch, −1 for an unknown size; null if the rank is
 *     unknown
 * @param one whether the batch size is 1
 */
record InputSpec(String dtype, @Nullable List<Long> sizes, boolean one) implements Serializable {

  static final String STRING = "string";
  static final String LEVELS = "uint8";

  private static final Set<String> TYPES = Set.of("float32", "float16", "bfloat16", LEVELS, STRING);

  /**
   * Reads the input of a signature.
   *
   * @throws IllegalArgumentException if it has several inputs, or one of a type that no column has
   */
  static InputSpec of(SignatureDescription signature) {
    if (signature.requiredInputs().size() != 1 || !signature.feeds().isEmpty()) {
      throw new IllegalArgumentException(
          "signature: expected one with a single input but %s takes %s and needs %s"
              .formatted(
                  signature.name(), names(signature.requiredInputs()), names(signature.feeds())));
    }
    TensorDescription input = signature.requiredInputs().get(0);
    List<Long> shape = input.shape();
    boolean batched = shape == null || (!shape.isEmpty() && shape.get(0) <= 1);
    if (!batched || !TYPES.contains(input.dtype())) {
      throw new IllegalArgumentException(
          "signature: expected one that takes any number of images, as %s, but the input %s of %s is %s"
              .formatted(
                  TYPES.stream().sorted().toList(),
                  input.name(),
                  signature.name(),
                  input.typeAndShape()));
    }
    return new InputSpec(
        input.dtype(),
        shape == null ? null : List.copyOf(shape.subList(1, shape.size())),
        shape != null && shape.get(0) == 1);
  }

  private static List<String> names(List<TensorDescription> tensors) {
    return tensors.stream().map(TensorDescription::name).toList();
  }

  /** Whether it accepts images: height, width and channels, or any shape. */
  boolean takesPictures() {
    return !dtype.equals(STRING) && (sizes == null || sizes.size() == 3);
  }

  /** The number of channels; −1 for any. */
  int channels() {
    return sizes == null ? -1 : Math.toIntExact(sizes.get(2));
  }

  /** Height and width; −1 for any. */
  List<Long> pixels() {
    return sizes == null ? List.of(-1L, -1L) : sizes.subList(0, 2);
  }

  /** Whether it accepts images of this size. */
  boolean admitsPixels(int height, int width) {
    List<Long> wanted = pixels();
    return (wanted.get(0) < 0 || wanted.get(0) == height)
        && (wanted.get(1) < 0 || wanted.get(1) == width);
  }

  /** Checks the size of an image. */
  void requirePixels(int height, int width) {
    if (!admitsPixels(height, width)) {
      throw new IllegalArgumentException(
          "expected a picture of %s pixels but got one of %s"
              .formatted(pixels(), List.of(height, width)));
    }
  }

  /** The value of a white pixel. */
  float white() {
    return dtype.equals(LEVELS) ? 255 : 1;
  }

  /** Whether it accepts arrays of these sizes. */
  boolean admits(List<Long> other) {
    List<Long> wanted = sizes;
    if (wanted == null) {
      return true;
    }
    boolean fits = wanted.size() == other.size();
    for (int i = 0; fits && i < wanted.size(); i++) {
      fits = wanted.get(i) < 0 || wanted.get(i).equals(other.get(i));
    }
    return fits;
  }

  /** {@return type and sizes, for messages} */
  @Override
  public String toString() {
    return dtype + (sizes == null ? " of any shape" : " " + sizes);
  }
}
