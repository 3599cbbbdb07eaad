package org.stnjava.savedmodel.load;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.HashCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * A sampler in a graph that is node for node what this toolkit writes.
 *
 * <p>The nodes of a transformer's scope are compared with those of samplers of all settings, built
 * for the same shapes; an equal one tells the settings.
 *
 * @param sampler its settings
 * @param u the tensor of the images, as nodes refer to it
 * @param grid the tensor of the source points
 * @param output the node of the output feature map
 */
record PortableSampler(Sampler sampler, String u, String grid, String output) {

  /** The scope that a spatial transformer gives its sampler. */
  private static final Pattern SCOPE = Pattern.compile("(.*/)?sampler/");

  /** How many pixels a kernel reads along an axis. */
  private static final ImmutableMap<Kernel, Integer> TAPS =
      ImmutableMap.of(Kernel.NEAREST, 1, Kernel.BILINEAR, 2, Kernel.BICUBIC, 4);

  private static final String SPLIT = "Unpack";
  private static final String GATHER = "GatherV2";

  /**
   * Finds the samplers of spatial transformers.
   *
   * @param nodes of the graph, each after the nodes that it reads
   */
  static List<PortableSampler> in(Graph graph, List<NodeDef> nodes) {
    Map<String, List<NodeDef>> scopes = new LinkedHashMap<>();
    for (NodeDef node : nodes) {
      Matcher scope = SCOPE.matcher(node.getName());
      if (scope.lookingAt()) {
        scopes.computeIfAbsent(scope.group(), name -> new ArrayList<>()).add(node);
      }
    }
    return scopes.values().stream().flatMap(scope -> read(graph, scope).stream()).toList();
  }

  private static Optional<PortableSampler> read(Graph graph, List<NodeDef> scope) {
    Set<String> own = new HashSet<>();
    Set<String> outside = new LinkedHashSet<>();
    List<String> grids = new ArrayList<>();
    for (NodeDef node : scope) {
      own.add(node.getName());
      node.getInputList().stream()
          .filter(input -> !own.contains(TensorName.nodeOf(input)))
          .forEach(outside::add);
      if (node.getOp().equals(SPLIT)) {
        grids.add(node.getInput(0));
      }
    }
    if (grids.size() != 1 || !outside.remove(grids.get(0)) || outside.size() != 1) {
      return Optional.empty();
    }
    String u = outside.iterator().next();
    return u.startsWith("^") ? Optional.empty() : read(graph, scope, u, grids.get(0));
  }

  private static Optional<PortableSampler> read(
      Graph graph, List<NodeDef> scope, String u, String grid) {
    Output<?> images = graph.outputOrThrow(u);
    Output<?> points = graph.outputOrThrow(grid);
    if (images.dataType() != DataType.DT_FLOAT || points.dataType() != DataType.DT_FLOAT) {
      return Optional.empty();
    }
    ScratchSampler scratch = new ScratchSampler(images.shape(), points.shape());
    Map<HashCode, String> nodes = new HashMap<>();
    NodeForms.of(scope, Map.of(u, ScratchSampler.U, grid, ScratchSampler.GRID))
        .byNode()
        .forEach((node, form) -> nodes.putIfAbsent(form, node));
    return candidates(scope, images.shape())
        .flatMap(
            sampler ->
                scratch.form(sampler).map(nodes::get).stream()
                    .map(output -> new PortableSampler(sampler, u, grid, output)))
        .findFirst();
  }

  /**
   * Whether loops in Java compute it.
   *
   * @param execution as it was chosen
   */
  boolean isExecuted(Graph graph, Execution execution) {
    Shape images = graph.outputOrThrow(u).shape();
    return new ScratchSampler(images, graph.outputOrThrow(grid).shape())
        .runsLoops(sampler.withExecution(execution));
  }

  /** Samplers with as many taps as a scope has gathers, the usual ones first. */
  private static Stream<Sampler> candidates(List<NodeDef> scope, Shape u) {
    if (u.isUnknown()) {
      return Stream.empty();
    }
    long gathers = scope.stream().filter(node -> node.getOp().equals(GATHER)).count();
    int axes = u.numDimensions() - 2;
    List<Padding> paddings =
        Stream.concat(
                Stream.of(Padding.zeros(), Padding.border(), Padding.reflection()),
                constants(scope, u.get(u.numDimensions() - 1)))
            .toList();
    return TAPS.entrySet().stream()
        .filter(kernel -> Math.pow(kernel.getValue(), axes) == gathers)
        .map(kernel -> Sampler.bilinear().withKernel(kernel.getKey()))
        .flatMap(sampler -> paddings.stream().map(sampler::withPadding))
        .flatMap(sampler -> Stream.of(PixelCoordinates.values()).map(sampler::withCoordinates));
  }

  /** Paddings by the constants of a scope that fit the channels. */
  private static Stream<Padding> constants(List<NodeDef> scope, long channels) {
    return scope.stream()
        .filter(node -> node.getOp().equals("Const"))
        .flatMap(node -> ProtoTypes.floats(node.getAttrOrThrow("value").getTensor()).stream())
        .filter(values -> values.length == 1 || values.length == channels)
        .filter(PortableSampler::areFinite)
        .map(Padding::constant)
        .distinct();
  }

  private static boolean areFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
