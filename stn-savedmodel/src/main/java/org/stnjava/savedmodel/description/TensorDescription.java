package org.stnjava.savedmodel.description;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.tensor.InputTensors;
import org.tensorflow.types.family.TType;

/**
 * An input or output of a signature.
 *
 * @param name the key in the signature
 * @param node the tensor in the graph, {@code node:index}
 * @param dtype as NumPy names it, such as {@code float32}
 * @param shape the sizes, −1 for one that is open; null, as in JSON, if not even the rank is known
 */
public record TensorDescription(
    String name, String node, String dtype, @Nullable List<Long> shape) {

  public TensorDescription {
    shape = shape == null ? null : List.copyOf(shape);
  }

  /**
   * Gives the class of its tensors.
   *
   * @return empty if TensorFlow Java has none for the dtype
   */
  public Optional<Class<? extends TType>> type() {
    return InputTensors.type(dtype);
  }

  /**
   * Says whether a value of some sizes fits.
   *
   * @param sizes of the value, all known
   * @return true if the ranks agree and each size that is not open
   */
  public boolean admits(long... sizes) {
    if (shape == null) {
      return true;
    }
    boolean fits = shape.size() == sizes.length;
    for (int i = 0; fits && i < sizes.length; i++) {
      fits = shape.get(i) < 0 || shape.get(i) == sizes[i];
    }
    return fits;
  }

  /**
   * Names the type and the shape.
   *
   * @return such as {@code float32 [-1, 28, 28, 1]}
   */
  public String typeAndShape() {
    return dtype + (shape == null ? " of any shape" : " " + shape);
  }
}
