package org.stnjava.savedmodel.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stnjava.savedmodel.description.ModelDescription.TransformerSite;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.proto.TensorName;
import org.stnjava.savedmodel.python.SignatureFunction;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Finds places of a graph that probably hold spatial transformers.
 *
 * <p>It looks for three patterns: a signature that gives θ, a grid or a warped image; an operation
 * that warps; and gathers whose indices come from a Floor, which is how samplers are written.
 */
final class TransformerFinder {

  private static final Pattern NAMES = Pattern.compile("(theta|warp|warped|grid)(_\\d+)?");

  private static final Set<String> WARPS =
      Set.of("ImageProjectiveTransformV2", "ImageProjectiveTransformV3", "CropAndResize");

  private static final Set<String> GATHERS = Set.of("Gather", "GatherV2", "GatherNd");

  /** Operations between a coordinate's Floor and the gather. */
  private static final Set<String> PASSED =
      Set.of(
          "Add",
          "AddV2",
          "AddN",
          "BroadcastTo",
          "Cast",
          "ClipByValue",
          "Concat",
          "ConcatV2",
          "ExpandDims",
          "Identity",
          "Maximum",
          "Minimum",
          "Mul",
          "Pack",
          "Reshape",
          "Select",
          "SelectV2",
          "Slice",
          "Split",
          "Squeeze",
          "StridedSlice",
          "Sub",
          "Tile",
          "Transpose",
          "Unpack");

  private TransformerFinder() {}

  /** Returns the places, those of signatures first. */
  static List<TransformerSite> find(GraphDef graph, List<SignatureDescription> signatures) {
    List<TransformerSite> sites = new ArrayList<>();
    for (SignatureDescription signature : signatures) {
      List<String> telling =
          signature.outputs().stream()
              .map(TensorDescription::name)
              .filter(name -> NAMES.matcher(name).matches())
              .toList();
      if (!telling.isEmpty() || NAMES.matcher(signature.name()).matches()) {
        sites.add(
            new TransformerSite(
                "signature", signature.name(), gives(signature, telling), theta(signature)));
      }
    }
    sites.addAll(new Body("", graph.getNodeList()).sites());
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      if (SignatureFunction.isOne(function)) {
        continue;
      }
      String prefix = function.getSignature().getName() + ":";
      sites.addAll(new Body(prefix, function.getNodeDefList()).sites());
    }
    return sites;
  }

  private static String theta(SignatureDescription signature) {
    return signature.outputs().stream()
        .filter(output -> output.name().startsWith("theta"))
        .map(TensorDescription::node)
        .collect(Collectors.joining(", "));
  }

  private static String gives(SignatureDescription signature, List<String> telling) {
    List<String> all = signature.outputs().stream().map(TensorDescription::name).toList();
    return "gives " + String.join(", ", telling.isEmpty() ? all : telling);
  }

  /** The nodes of the graph or of one function. */
  private static final class Body {

    private final String prefix;
    private final Map<String, NodeDef> nodes = new LinkedHashMap<>();

    Body(String prefix, List<NodeDef> nodes) {
      this.prefix = prefix;
      nodes.forEach(node -> this.nodes.put(node.getName(), node));
    }

    List<TransformerSite> sites() {
      List<TransformerSite> sites = new ArrayList<>();
      Map<String, Sampler> samplers = new TreeMap<>();
      for (NodeDef node : nodes.values()) {
        if (WARPS.contains(node.getOp())) {
          String theta = node.getInputCount() > 1 ? prefix + node.getInput(1) : "";
          sites.add(
              new TransformerSite(node.getOp(), prefix + node.getName(), node.getOp(), theta));
        } else if (GATHERS.contains(node.getOp())) {
          addSampler(node, samplers);
        }
      }
      samplers.forEach(
          (scope, sampler) ->
              sites.add(
                  new TransformerSite(
                      "sampler", prefix + scope, sampler.toString(), theta(sampler))));
      return sites;
    }

    private String theta(Sampler sampler) {
      String theta = new ThetaFinder(nodes).find(sampler.floors);
      return theta.isEmpty() ? "" : prefix + theta;
    }

    private void addSampler(NodeDef gather, Map<String, Sampler> samplers) {
      Set<String> floors = gather.getInputCount() > 1 ? floors(gather.getInput(1)) : Set.of();
      if (!floors.isEmpty()) {
        String scope =
            floors.stream()
                .map(floor -> sharedScope(gather.getName(), floor))
                .min(Comparator.comparingInt(String::length))
                .orElse("");
        String place = scope.isEmpty() ? gather.getName() : scope;
        samplers.computeIfAbsent(place, name -> new Sampler()).add(gather.getName(), floors);
      }
    }

    /** Returns the Floor nodes that a gather's indices come from. */
    private Set<String> floors(String indices) {
      Set<String> found = new LinkedHashSet<>();
      Set<String> seen = new HashSet<>();
      Deque<String> waiting = new ArrayDeque<>(List.of(indices));
      while (!waiting.isEmpty()) {
        NodeDef node = nodes.get(TensorName.nodeOf(waiting.pop()));
        if (node == null || !seen.add(node.getName())) {
          continue;
        }
        if (node.getOp().equals("Floor")) {
          found.add(node.getName());
        } else if (PASSED.contains(node.getOp())) {
          waiting.addAll(node.getInputList());
        }
      }
      return found;
    }
  }

  /** The gathers of one place, and the floored coordinates that they go by. */
  private static final class Sampler {

    private final Set<String> gathers = new LinkedHashSet<>();
    private final Set<String> floors = new LinkedHashSet<>();

    void add(String gather, Set<String> coordinates) {
      gathers.add(gather);
      floors.addAll(coordinates);
    }

    @Override
    public String toString() {
      return "gathers at floored coordinates: "
          + gathers.size()
          + " Gather, "
          + floors.size()
          + " Floor";
    }
  }

  private static String sharedScope(String first, String second) {
    int end = 0;
    for (int i = 0; i < Math.min(first.length(), second.length()); i++) {
      if (first.charAt(i) != second.charAt(i)) {
        break;
      }
      if (first.charAt(i) == '/') {
        end = i;
      }
    }
    return first.substring(0, end);
  }
}
