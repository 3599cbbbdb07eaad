package org.stnjava.savedmodel.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.stnjava.savedmodel.tensor.InputTensors;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shaped;

/**
 * The values of a call, checked against the model's inputs.
 *
 * <p><b>Close it</b> to free the tensors that were made of arrays; those that were given stay open.
 */
final class CallArguments implements AutoCloseable {

  private final Map<String, Tensor> byNode = new LinkedHashMap<>();
  private final List<Tensor> own = new ArrayList<>();

  /**
   * Adds a value.
   *
   * @param place what it is for
   * @param value a tensor, or an array to be copied into one
   * @throws IllegalArgumentException if its type or shape is another one
   */
  void put(TensorDescription place, Shaped value) {
    Tensor tensor = place.admits(value.shape().asArray()) ? tensor(place, value) : null;
    if (tensor == null || !ProtoTypes.dtype(tensor.dataType()).equals(place.dtype())) {
      throw new IllegalArgumentException(
          "%s: expected %s but got %s"
              .formatted(place.name(), place.typeAndShape(), InputTensors.describe(value)));
    }
    byNode.put(place.node(), tensor);
  }

  private @Nullable Tensor tensor(TensorDescription place, Shaped value) {
    if (value instanceof Tensor tensor) {
      return tensor;
    }
    Tensor copy =
        value instanceof NdArray<?> array ? InputTensors.copy(array, place.dtype()) : null;
    if (copy != null) {
      own.add(copy);
    }
    return copy;
  }

  /**
   * Requires a value for each place.
   *
   * @param argument what values are called here
   * @param owner what asks for them, in words
   * @param places that want a value
   * @throws IllegalArgumentException if one of them has none
   */
  void require(String argument, String owner, List<TensorDescription> places) {
    for (TensorDescription place : places) {
      if (!byNode.containsKey(place.node())) {
        throw new IllegalArgumentException(
            "%s: expected %s (%s), which %s, but got none"
                .formatted(argument, place.name(), place.typeAndShape(), owner));
      }
    }
  }

  /** Gives the values by the tensor they are fed to, {@code node:index}. */
  Map<String, Tensor> byNode() {
    return byNode;
  }

  @Override
  public void close() {
    own.forEach(Tensor::close);
  }
}
