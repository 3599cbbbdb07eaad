package org.stnjava.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;

/**
 * What a signature takes for one row.
 *
 * @param dtype as NumPy names it
 * @param sizes of a row's value, without the axis of the batch, −1 for an open one; null if not
 *     even the rank is known
 * @param one whether a call takes one row only
 */
record InputPlace(String dtype, @Nullable List<Long> sizes, boolean one) implements Serializable {

  static final String STRING = "string";
  static final String LEVELS = "uint8";

  private static final Set<String> TYPES = Set.of("float32", "float16", "bfloat16", LEVELS, STRING);

  /**
   * Finds the place in a signature.
   *
   * @throws IllegalArgumentException if it has several inputs, or one that no column fits
   */
  static InputPlace of(SignatureDescription signature) {
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
    return new InputPlace(
        input.dtype(),
        shape == null ? null : List.copyOf(shape.subList(1, shape.size())),
        shape != null && shape.get(0) == 1);
  }

  private static List<String> names(List<TensorDescription> tensors) {
    return tensors.stream().map(TensorDescription::name).toList();
  }

  /** Whether pictures fit: height, width and channels, or anything. */
  boolean takesPictures() {
    return !dtype.equals(STRING) && (sizes == null || sizes.size() == 3);
  }

  /** How many channels a picture must have; −1 for any number. */
  int channels() {
    return sizes == null ? -1 : Math.toIntExact(sizes.get(2));
  }

  /** The height and width that a picture must have, −1 for any. */
  List<Long> pixels() {
    return sizes == null ? List.of(-1L, -1L) : sizes.subList(0, 2);
  }

  /** Whether a picture of this size fits. */
  boolean admitsPixels(int height, int width) {
    List<Long> wanted = pixels();
    return (wanted.get(0) < 0 || wanted.get(0) == height)
        && (wanted.get(1) < 0 || wanted.get(1) == width);
  }

  /** Requires a picture to have the size that is taken. */
  void requirePixels(int height, int width) {
    if (!admitsPixels(height, width)) {
      throw new IllegalArgumentException(
          "expected a picture of %s pixels but got one of %s"
              .formatted(pixels(), List.of(height, width)));
    }
  }

  /** What a pixel of full brightness is. */
  float white() {
    return dtype.equals(LEVELS) ? 255 : 1;
  }

  /** Whether a value of these sizes fits. */
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

  /** Names type and sizes for messages. */
  @Override
  public String toString() {
    return dtype + (sizes == null ? " of any shape" : " " + sizes);
  }
}
