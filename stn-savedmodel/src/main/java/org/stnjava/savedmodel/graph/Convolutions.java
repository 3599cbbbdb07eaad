package org.stnjava.savedmodel.graph;

import static org.stnjava.savedmodel.proto.Attributes.INT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * Rewrites convolutions whose gradient is wrong in TensorFlow for Java as equivalent ones.
 *
 * <p>Explicit padding becomes an operation of its own. A kernel with gaps becomes a larger one with
 * zeros in them.
 */
final class Convolutions {

  private static final String DILATIONS = "dilations";

  /** Axes of a kernel: height, width, channels in, channels out. */
  private static final int KERNEL_RANK = 4;

  private Convolutions() {}

  /** Adds a convolution and gives its output. */
  static List<String> rewrite(FlatGraph flat, NodeDef node) {
    NodeDef.Builder copy = node.toBuilder();
    if (node.getAttrOrDefault("padding", Attributes.NONE)
        .getS()
        .toStringUtf8()
        .equals("EXPLICIT")) {
      copy.setInput(0, padded(flat, node))
          .removeAttr("explicit_paddings")
          .putAttr("padding", Attributes.text("VALID"));
    }
    List<Integer> gaps = gaps(node);
    if (gaps.stream().anyMatch(gap -> gap > 1)) {
      copy.setInput(1, new Dilation(flat, node).kernel(gaps.get(0), gaps.get(1)))
          .removeAttr(DILATIONS);
    }
    flat.add(copy.build());
    return List.of(node.getName());
  }

  private static String padded(FlatGraph flat, NodeDef node) {
    List<Integer> amounts =
        node.getAttrOrThrow("explicit_paddings").getList().getIList().stream()
            .map(Long::intValue)
            .toList();
    String name = node.getName() + "/padded";
    String paddings =
        flat.add(
            name + "/amounts",
            "Const",
            Attributes.constant(amounts, amounts.size() / 2, 2),
            List.of());
    return flat.add(name, "Pad", types(node), List.of(node.getInput(0), paddings));
  }

  private static Map<String, AttrValue> types(NodeDef node) {
    return Map.of("T", node.getAttrOrThrow("T"), "Tpaddings", INT);
  }

  /** How far apart a kernel's rows and columns are. */
  private static List<Integer> gaps(NodeDef node) {
    List<Long> all = node.getAttrOrDefault(DILATIONS, Attributes.NONE).getList().getIList();
    if (all.size() != KERNEL_RANK) {
      return List.of(1, 1);
    }
    boolean channelsFirst =
        node.getAttrOrDefault("data_format", Attributes.NONE).getS().toStringUtf8().equals("NCHW");
    int height = channelsFirst ? 2 : 1;
    return List.of(all.get(height).intValue(), all.get(height + 1).intValue());
  }

  /** A kernel that gets zeros between its rows and columns. */
  private record Dilation(FlatGraph flat, NodeDef node) {

    String kernel(int rows, int columns) {
      String kernel = node.getInput(1);
      String spread = pad(expand(expand(kernel, 1), 3), rows - 1, columns - 1);
      String shape = op("shape", "Shape", Map.of("T", type(), "out_type", INT), kernel);
      String factors = constant("factors", List.of(rows, columns, 1, 1));
      String larger = op("larger", "Mul", Map.of("T", INT), shape, factors);
      String merged = op("merged", "Reshape", Map.of("T", type(), "Tshape", INT), spread, larger);
      String surplus = constant("surplus", List.of(rows - 1, columns - 1, 0, 0));
      String size = op("size", "Sub", Map.of("T", INT), larger, surplus);
      String begin = constant("begin", Collections.nCopies(KERNEL_RANK, 0));
      return op("kernel", "Slice", Map.of("T", type(), "Index", INT), merged, begin, size);
    }

    private String expand(String tensor, int axis) {
      String at = "axis_" + axis;
      String place = flat.add(name(at), "Const", Attributes.constant(List.of(axis)), List.of());
      return op("expanded_" + axis, "ExpandDims", Map.of("T", type(), "Tdim", INT), tensor, place);
    }

    private String pad(String tensor, int rows, int columns) {
      List<Integer> amounts = new ArrayList<>(Collections.nCopies(12, 0));
      amounts.set(3, rows);
      amounts.set(7, columns);
      String paddings =
          flat.add(name("zeros"), "Const", Attributes.constant(amounts, 6, 2), List.of());
      return op("spread", "Pad", Map.of("T", type(), "Tpaddings", INT), tensor, paddings);
    }

    private String constant(String part, List<Integer> values) {
      return flat.add(name(part), "Const", Attributes.constant(values, values.size()), List.of());
    }

    private String op(
        String part, String operation, Map<String, AttrValue> attributes, String... inputs) {
      return flat.add(name(part), operation, attributes, List.of(inputs));
    }

    private AttrValue type() {
      return node.getAttrOrThrow("T");
    }

    private String name(String part) {
      return node.getName() + "/dilated/" + part;
    }
  }
}
