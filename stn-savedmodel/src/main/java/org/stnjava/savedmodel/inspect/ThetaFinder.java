package org.stnjava.savedmodel.inspect;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.NodeDef;

/**
 * Finds the tensor that probably holds θ: the factor of a sampler's coordinates.
 *
 * <p>From the coordinates it goes back through arithmetic to a product of matrices. One of its
 * factors is the regular grid, made of constants and shapes only; the other one is θ.
 */
final class ThetaFinder {

  private static final Set<String> PRODUCTS =
      Set.of("BatchMatMul", "BatchMatMulV2", "BatchMatMulV3", "Einsum", "MatMul");

  /** Operations between the product and the coordinates. */
  private static final Set<String> PASSED =
      Set.of(
          "Add",
          "AddV2",
          "Cast",
          "ClipByValue",
          "ConcatV2",
          "ExpandDims",
          "Identity",
          "Maximum",
          "Minimum",
          "Mul",
          "Pack",
          "RealDiv",
          "Reshape",
          "Slice",
          "Split",
          "SplitV",
          "Squeeze",
          "StridedSlice",
          "Sub",
          "Transpose",
          "Unpack");

  private static final Set<String> SHAPES = Set.of("Shape", "ShapeN", "Size", "Rank");

  private final Map<String, NodeDef> nodes;

  ThetaFinder(Map<String, NodeDef> nodes) {
    this.nodes = nodes;
  }

  /** Gives the tensor, or an empty name. */
  String find(Collection<String> coordinates) {
    Deque<String> waiting = new ArrayDeque<>(new TreeSet<>(coordinates));
    Set<String> seen = new HashSet<>();
    while (!waiting.isEmpty()) {
      NodeDef node = nodes.get(TensorName.nodeOf(waiting.remove()));
      if (node == null || !seen.add(node.getName())) {
        continue;
      }
      if (PRODUCTS.contains(node.getOp())) {
        Optional<String> theta = factor(node.getInputList());
        if (theta.isPresent()) {
          return theta.get();
        }
      } else if (PASSED.contains(node.getOp()) || coordinates.contains(node.getName())) {
        waiting.addAll(node.getInputList());
      }
    }
    return "";
  }

  /** The one factor that depends on more than constants and shapes. */
  private Optional<String> factor(List<String> inputs) {
    List<String> varying = inputs.stream().filter(this::varies).toList();
    return varying.size() == 1 ? Optional.of(varying.get(0)) : Optional.empty();
  }

  private boolean varies(String input) {
    Deque<String> waiting = new ArrayDeque<>(List.of(input));
    Set<String> seen = new HashSet<>();
    while (!waiting.isEmpty()) {
      String name = TensorName.nodeOf(waiting.remove());
      if (!seen.add(name)) {
        continue;
      }
      NodeDef node = nodes.get(name);
      if (node == null || node.getOp().startsWith("Placeholder")) {
        return true;
      }
      if (!SHAPES.contains(node.getOp())) {
        node.getInputList().stream().filter(in -> !in.startsWith("^")).forEach(waiting::add);
      }
    }
    return false;
  }
}
