package org.stnjava.savedmodel.load;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.proto.NodeDef;

/**
 * What nodes compute of some tensors, without regard to names: operations, attributes, constants
 * and wiring, control inputs included. Nodes of equal forms compute the same.
 *
 * @param byNode in the order of the nodes
 */
record NodeForms(Map<String, HashCode> byNode) {

  /**
   * Computes the forms.
   *
   * @param nodes each after the nodes that it reads
   * @param inputs letters of the tensors that they are computed of, as nodes refer to them
   */
  static NodeForms of(Collection<NodeDef> nodes, Map<String, String> inputs) {
    NodeForms forms = new NodeForms(new HashMap<>());
    nodes.forEach(node -> forms.byNode.put(node.getName(), forms.form(node, inputs)));
    return forms;
  }

  private HashCode form(NodeDef node, Map<String, String> inputs) {
    Hasher hasher = Hashing.sha256().newHasher();
    add(hasher, node.getOp());
    new TreeMap<>(node.getAttrMap())
        .forEach(
            (name, value) -> {
              add(hasher, name);
              add(hasher, value.toByteString().toString(StandardCharsets.ISO_8859_1));
            });
    node.getInputList().stream()
        .filter(input -> !input.startsWith("^"))
        .forEach(input -> add(hasher, reference(input, inputs)));
    node.getInputList().stream()
        .filter(input -> input.startsWith("^"))
        .map(input -> reference(input, inputs))
        .sorted()
        .forEach(input -> add(hasher, input));
    return hasher.hash();
  }

  private String reference(String input, Map<String, String> inputs) {
    String letter = inputs.get(input);
    HashCode form = byNode.get(TensorName.nodeOf(input));
    if (letter != null || form == null) {
      return letter != null ? letter : "other " + input;
    }
    return TensorName.withNode(input, form.toString());
  }

  /** Adds a text with its length, so that no two sequences of texts give the same bytes. */
  private static void add(Hasher hasher, String text) {
    hasher.putInt(text.length()).putUnencodedChars(text);
  }
}
