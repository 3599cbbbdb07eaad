package org.stnjava.train.graph;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Rewrites a graph so that its sums give the same bits in every session.
 *
 * <p>Two things make TensorFlow's sums of three and more differ in the last bits. The gradient
 * builder lists the summands of a node with many readers in the order of their addresses; and AddN
 * begins with the summand whose memory is free when it runs. Here each such sum becomes a chain of
 * sums of two, its summands in the order of what they compute.
 */
final class DeterministicSums {

  private static final String SUM = "AddN";

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, HashCode> hashes = new HashMap<>();

  private DeterministicSums(GraphDef graph) {
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /**
   * The same computation with every sum in a fixed order.
   *
   * @param graph any graph
   * @return a graph whose nodes have the same names, and more
   */
  static GraphDef of(GraphDef graph) {
    DeterministicSums sums = new DeterministicSums(graph);
    GraphDef.Builder rewritten = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      List<String> data = node.getInputList().stream().filter(input -> !isControl(input)).toList();
      if (node.getOp().equals(SUM) && data.size() > 2) {
        sums.chain(node, data).forEach(rewritten::addNode);
      } else {
        rewritten.addNode(node);
      }
    }
    return rewritten.build();
  }

  private List<NodeDef> chain(NodeDef sum, List<String> summands) {
    List<String> ordered = new ArrayList<>(summands);
    ordered.sort(Comparator.comparing(summand -> hashOf(summand).toString()));
    List<NodeDef> links = new ArrayList<>();
    String partial = ordered.get(0);
    for (int i = 1; i < ordered.size(); i++) {
      boolean last = i == ordered.size() - 1;
      NodeDef.Builder link =
          NodeDef.newBuilder()
              .setName(last ? sum.getName() : sum.getName() + "/partial_" + i)
              .setOp("AddV2")
              .setDevice(sum.getDevice())
              .putAttr("T", sum.getAttrOrThrow("T"))
              .addInput(partial)
              .addInput(ordered.get(i));
      if (last) {
        sum.getInputList().stream().filter(DeterministicSums::isControl).forEach(link::addInput);
      }
      links.add(link.build());
      partial = link.getName();
    }
    return links;
  }

  /** What an input computes: its operation, its attributes and the same of all before it. */
  private HashCode hashOf(String input) {
    Hasher hasher = Hashing.murmur3_128().newHasher();
    int colon = input.indexOf(':');
    String name = colon < 0 ? input : input.substring(0, colon);
    hasher.putString(colon < 0 ? "" : input.substring(colon), StandardCharsets.UTF_8);
    return hasher.putBytes(hashOfNode(name).asBytes()).hash();
  }

  private HashCode hashOfNode(String name) {
    HashCode known = hashes.get(name);
    if (known == null) {
      known = computeHash(Objects.requireNonNull(nodes.get(name), name));
      hashes.put(name, known);
    }
    return known;
  }

  private HashCode computeHash(NodeDef node) {
    Hasher hasher = Hashing.murmur3_128().newHasher();
    hasher.putString(node.getOp(), StandardCharsets.UTF_8);
    new TreeMap<>(node.getAttrMap())
        .forEach(
            (key, value) ->
                hasher.putString(key, StandardCharsets.UTF_8).putBytes(value.toByteArray()));
    List<String> data = node.getInputList().stream().filter(input -> !isControl(input)).toList();
    if (data.isEmpty() && !node.getOp().equals("Const")) {
      // Placeholders and variables are told apart by nothing but their names.
      hasher.putString(node.getName(), StandardCharsets.UTF_8);
    }
    if (node.getOp().equals(SUM)) {
      data.stream()
          .map(input -> hashOf(input).toString())
          .sorted()
          .forEach(hasher::putUnencodedChars);
    } else {
      data.forEach(input -> hasher.putBytes(hashOf(input).asBytes()));
    }
    return hasher.hash();
  }

  private static boolean isControl(String input) {
    return input.startsWith("^");
  }
}
