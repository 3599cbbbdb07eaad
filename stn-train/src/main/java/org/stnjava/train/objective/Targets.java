package org.stnjava.train.objective;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The targets of a batch in the training graph, by name.
 *
 * @param tensors placeholders of the objective's {@linkplain Objective#targets targets}; class
 *     indices as a vector, example by example
 */
public record Targets(Map<String, Operand<?>> tensors) {

  /** Takes a copy of the map. */
  public Targets {
    tensors = Map.copyOf(tensors);
  }

  /**
   * Returns a target.
   *
   * @param name its name
   * @param type its element type
   * @param <T> its element type
   * @return the tensor
   * @throws IllegalArgumentException if there is no such target or its type is another one
   */
  public <T extends TType> Operand<T> get(String name, Class<T> type) {
    Operand<?> tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "target: expected one of %s but got '%s'".formatted(tensors.keySet(), name));
    }
    return tensor.asOutput().expect(type);
  }

  /**
   * Returns the class indices.
   *
   * @return int32 {@code [N · labels]}, example by example
   */
  public Operand<TInt32> labels() {
    return get(TensorSpec.LABELS, TInt32.class);
  }
}
