package org.stnjava.cli.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stnjava.cli.common.Failures;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.Tensor;

/** Tensors by name, parsed from the command line, <b>to be closed</b>. */
final class TensorMap implements AutoCloseable {

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Adds the tensor of a value; the message of a failure begins with the argument. */
  void put(String argument, TensorDescription place, String value) {
    Tensor tensor = Failures.named(argument, () -> new ModelValue(value).tensor(place));
    tensors.put(place.name(), tensor);
  }

  Map<String, Tensor> tensors() {
    return tensors;
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
