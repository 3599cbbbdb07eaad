package org.stnjava.savedmodel.graph;

import static org.stnjava.savedmodel.proto.Attributes.INT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * The nodes that replace a node that reads a tensor list.
 *
 * @param flat where they are added
 * @param node what they replace, and wait as it does
 * @param name of the next one
 */
record TensorListReads(FlatGraph flat, NodeDef node, String name) {

  TensorListReads(FlatGraph flat, NodeDef node) {
    this(flat, node, node.getName());
  }

  /** The same for a node beside. */
  TensorListReads part(String part) {
    return new TensorListReads(flat, node, node.getName() + "/list/" + part);
  }

  String same(String tensor) {
    return add("Identity", Map.of("T", type()), tensor);
  }

  /** {@code [size of indices..., ...]} of the rows of a tensor. */
  String gather(String rows, String indices) {
    String axis = constant("axis", List.of(0));
    return add(
        "GatherV2",
        Map.of("Tparams", type(), "Tindices", INT, "Taxis", INT, "batch_dims", count(0)),
        rows,
        indices,
        axis);
  }

  String row(String rows, int index) {
    return gather(rows, constant("index", List.of(index)));
  }

  /** All tensors as one; those without a name are zeros like another. */
  String pack(List<String> items, String like) {
    String zeros =
        items.contains("") ? beside("zeros", "ZerosLike", Map.of("T", type()), like) : "";
    String[] all = items.stream().map(item -> item.isEmpty() ? zeros : item).toArray(String[]::new);
    return add("Pack", Map.of("T", type(), "N", count(all.length), "axis", count(0)), all);
  }

  /** All tensors one after the other along their first axis. */
  String concat(List<String> items) {
    List<String> all = new ArrayList<>(items);
    all.add(constant("axis", List.of(0)));
    Map<String, AttrValue> attributes = Map.of("T", type(), "N", count(items.size()), "Tidx", INT);
    return add("ConcatV2", attributes, all.toArray(String[]::new));
  }

  /** A tensor of a shape. */
  String zeros(String shape) {
    Map<String, AttrValue> types =
        Map.of("SrcT", INT, "DstT", type(), "Truncate", Attributes.flag(false));
    String zero = beside("zero", "Cast", types, constant("nothing", List.of(0)));
    return add("Fill", Map.of("T", type(), "index_type", INT), shape, zero);
  }

  String length(int length) {
    return add("Identity", Map.of("T", INT), constant("length", List.of(length)));
  }

  private String constant(String part, List<Integer> scalar) {
    return flat.add(name + "/" + part, "Const", Attributes.constant(scalar), List.of());
  }

  private String beside(
      String part, String operation, Map<String, AttrValue> attributes, String input) {
    return flat.add(name + "/" + part, operation, attributes, List.of(input));
  }

  private String add(String operation, Map<String, AttrValue> attributes, String... inputs) {
    List<String> all = new ArrayList<>(List.of(inputs));
    all.addAll(Rewrites.controls(node));
    return flat.add(name, operation, attributes, all);
  }

  private AttrValue type() {
    return node.getAttrOrThrow("element_dtype");
  }

  private static AttrValue count(long count) {
    return AttrValue.newBuilder().setI(count).build();
  }
}
