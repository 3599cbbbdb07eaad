package org.stnjava.savedmodel.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** Computes tensors of a flat graph that depend on constants only. */
public final class ConstantFolder {

  /** More than conditions and loop counters need; a bound on the work done in vain. */
  private static final int MOST_NODES = 20_000;

  private final FlatGraph flat;
  private final FunctionLibrary library;

  public ConstantFolder(FlatGraph flat, FunctionLibrary library) {
    this.flat = flat;
    this.library = library;
  }

  /**
   * Computes a scalar.
   *
   * @return it, a boolean as 0 or 1; nothing if it is not known before the model runs
   */
  Optional<Double> scalar(String tensor) {
    return fold(tensor, computed -> number(computed, tensor));
  }

  /**
   * Computes integers.
   *
   * @return them, row-major; nothing if they are not known before the model runs
   */
  Optional<List<Integer>> integers(String tensor) {
    return fold(tensor, computed -> integers(computed, tensor));
  }

  /**
   * Computes the number that all elements of a tensor are.
   *
   * @return it; nothing if the elements differ or are no numbers, if there are none, or if they are
   *     not known before the model runs
   */
  public Optional<Double> uniform(String tensor) {
    return fold(tensor, ConstantFolder::uniform).flatMap(value -> value);
  }

  private <R> Optional<R> fold(String tensor, Function<Tensor, R> read) {
    Set<String> needed = flat.computing(tensor);
    if (needed.size() > MOST_NODES) {
      return Optional.empty();
    }
    GraphDef.Builder graph = GraphDef.newBuilder();
    for (NodeDef node : flat.nodes()) {
      if (needed.contains(node.getName())) {
        if (!library.isPure(node)) {
          return Optional.empty();
        }
        graph.addNode(withoutControls(node));
      }
    }
    return Optional.of(compute(graph.build(), tensor, read));
  }

  private static NodeDef withoutControls(NodeDef node) {
    NodeDef.Builder copy = node.toBuilder().clearInput();
    node.getInputList().stream().filter(input -> !input.startsWith("^")).forEach(copy::addInput);
    return copy.build();
  }

  private static <R> R compute(GraphDef definition, String tensor, Function<Tensor, R> read) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(definition);
      try (Session session = new Session(graph);
          Result result = session.runner().fetch(tensor).run()) {
        return read.apply(result.get(0));
      }
    }
  }

  private static Optional<Double> uniform(Tensor tensor) {
    boolean isNumber = tensor instanceof TNumber && tensor instanceof NdArray<?>;
    List<Double> values =
        isNumber
            ? StreamSupport.stream(((NdArray<?>) tensor).scalars().spliterator(), false)
                .map(scalar -> ((Number) scalar.getObject()).doubleValue())
                .distinct()
                .limit(2)
                .toList()
            : List.of();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  private static List<Integer> integers(Tensor tensor, String name) {
    List<Integer> integers = new ArrayList<>();
    if (tensor instanceof TInt32 numbers) {
      numbers.scalars().forEach(scalar -> integers.add(scalar.getInt()));
    } else if (tensor instanceof TInt64 numbers) {
      numbers.scalars().forEach(scalar -> integers.add(Math.toIntExact(scalar.getLong())));
    } else {
      throw new IllegalArgumentException(
          "%s: expected integers but got %s".formatted(name, tensor.dataType()));
    }
    return integers;
  }

  private static double number(Tensor tensor, String name) {
    if (tensor.shape().size() == 1) {
      if (tensor instanceof TBool bool) {
        return bool.scalars().iterator().next().getBoolean() ? 1 : 0;
      } else if (tensor instanceof TInt32 number) {
        return number.scalars().iterator().next().getInt();
      } else if (tensor instanceof TInt64 number) {
        return number.scalars().iterator().next().getLong();
      } else if (tensor instanceof TFloat32 number) {
        return number.scalars().iterator().next().getFloat();
      }
    }
    throw new IllegalArgumentException(
        "%s: expected one number or boolean to decide by but got %s %s"
            .formatted(name, tensor.dataType(), tensor.shape()));
  }
}
