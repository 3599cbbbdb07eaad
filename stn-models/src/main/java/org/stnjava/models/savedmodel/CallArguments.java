package org.stnjava.models.savedmodel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stnjava.models.savedmodel.ModelDescription.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shaped;

/**
 * The values of a call, checked against what the model asks for.
 *
 * <p><b>Close it</b> to free the tensors that were made of arrays; those that were given stay open.
 */
final class CallArguments implements AutoCloseable {

  private final Map<String, Tensor> byNode = new LinkedHashMap<>();
  private final List<Tensor> own = new ArrayList<>();

  private CallArguments() {}

  /** A group of values in messages: what it is called, and what one of it is. */
  private record Group(String argument, String owner) {}

  /**
   * Checks the values of a call.
   *
   * @param signature what is called
   * @param inputs values by the names of the signature's inputs
   * @param feeds values of placeholders that stand in no signature, by node
   * @param placeholders all placeholders of the graph
   * @throws IllegalArgumentException if a value is missing, not asked for, or of another type or
   *     shape
   */
  static CallArguments check(
      Signature signature,
      Map<String, ? extends Shaped> inputs,
      Map<String, ? extends Shaped> feeds,
      Map<String, ModelDescription.Tensor> placeholders) {
    CallArguments arguments = new CallArguments();
    try {
      arguments.add(
          new Group("inputs", "signature " + signature.name()), byName(signature.inputs()), inputs);
      arguments.add(new Group("feeds", "the graph"), placeholders, nodes(feeds));
      arguments.requireFed(signature);
      return arguments;
    } catch (RuntimeException e) {
      arguments.close();
      throw e;
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

  private void add(
      Group group,
      Map<String, ModelDescription.Tensor> expected,
      Map<String, ? extends Shaped> values) {
    values.forEach(
        (name, value) -> {
          ModelDescription.Tensor place = expected.get(name);
          if (place == null) {
            throw new IllegalArgumentException(
                "%s: expected names of %s, %s, but got %s"
                    .formatted(
                        group.argument(), group.owner(), new TreeSet<>(expected.keySet()), name));
          }
          byNode.put(place.node(), tensor(name, place, value));
        });
    if (group.argument().equals("inputs")) {
      for (Map.Entry<String, ModelDescription.Tensor> entry : expected.entrySet()) {
        if (!values.containsKey(entry.getKey())) {
          throw new IllegalArgumentException(
              "inputs: expected %s of %s but got %s"
                  .formatted(
                      describe(entry.getValue()), group.owner(), new TreeSet<>(values.keySet())));
        }
      }
    }
  }

  private void requireFed(Signature signature) {
    for (ModelDescription.Tensor feed : signature.feeds()) {
      if (!byNode.containsKey(feed.node())) {
        throw new IllegalArgumentException(
            "feeds: expected a value for the placeholder %s, which signature %s needs without naming it, but got none"
                .formatted(describe(feed), signature.name()));
      }
    }
  }

  private Tensor tensor(String name, ModelDescription.Tensor place, Shaped value) {
    if (!place.admits(value.shape().asArray())) {
      throw unfit(name, place, value);
    }
    if (value instanceof Tensor tensor) {
      if (!ProtoTypes.dtype(tensor.dataType()).equals(place.dtype())) {
        throw unfit(name, place, value);
      }
      return tensor;
    }
    Tensor copy = value instanceof NdArray<?> array ? copy(place, array) : null;
    if (copy == null) {
      throw unfit(name, place, value);
    }
    own.add(copy);
    return copy;
  }

  private static @Nullable Tensor copy(ModelDescription.Tensor place, NdArray<?> array) {
    return InputTensors.copy(array, place.dtype());
  }

  private static IllegalArgumentException unfit(
      String name, ModelDescription.Tensor place, Shaped value) {
    return new IllegalArgumentException(
        "%s: expected %s but got %s"
            .formatted(name, place.typeAndShape(), InputTensors.describe(value)));
  }

  private static String describe(ModelDescription.Tensor tensor) {
    return tensor.name() + " (" + tensor.typeAndShape() + ")";
  }

  private static Map<String, ModelDescription.Tensor> byName(
      List<ModelDescription.Tensor> tensors) {
    Map<String, ModelDescription.Tensor> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.name(), tensor));
    return byName;
  }

  /** Drops the index of a placeholder's only output. */
  private static Map<String, Shaped> nodes(Map<String, ? extends Shaped> feeds) {
    Map<String, Shaped> nodes = new LinkedHashMap<>();
    feeds.forEach((name, value) -> nodes.put(name.replaceFirst(":0$", ""), value));
    return nodes;
  }
}
