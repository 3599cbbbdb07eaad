package org.stnjava.savedmodel.description;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A signature: a named way to call a graph.
 *
 * @param name the key to call it by
 * @param methodName the method that TensorFlow Serving runs it as
 * @param inputs in the order of their names
 * @param outputs in the order of their names
 * @param defaults values that inputs have when they are left out, as text, by the inputs' names
 * @param feeds placeholders that the outputs need and that are no inputs; to be fed by node
 */
public record SignatureDescription(
    String name,
    String methodName,
    List<TensorDescription> inputs,
    List<TensorDescription> outputs,
    Map<String, String> defaults,
    List<TensorDescription> feeds) {

  public SignatureDescription {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    feeds = List.copyOf(feeds);
  }

  /**
   * Lists the inputs that have no default value.
   *
   * @return in the order of their names
   */
  public List<TensorDescription> requiredInputs() {
    return inputs.stream().filter(input -> !defaults.containsKey(input.name())).toList();
  }

  /**
   * Describes an input.
   *
   * @param input its name
   * @return the input
   * @throws IllegalArgumentException if there is none of that name
   */
  public TensorDescription input(String input) {
    return named("input", inputs, input);
  }

  /**
   * Describes an output.
   *
   * @param output its name
   * @return the output
   * @throws IllegalArgumentException if there is none of that name
   */
  public TensorDescription output(String output) {
    return named("output", outputs, output);
  }

  private TensorDescription named(String argument, List<TensorDescription> tensors, String wanted) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: expected a name of signature %s, one of %s, but got '%s'"
                        .formatted(
                            argument,
                            name,
                            tensors.stream().map(TensorDescription::name).toList(),
                            wanted)));
  }
}
