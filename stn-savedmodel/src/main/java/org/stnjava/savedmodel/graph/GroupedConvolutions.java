package org.stnjava.savedmodel.graph;

import java.util.List;
import java.util.Optional;
import org.stnjava.savedmodel.graph.composition.OperationCall;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * Rewrites grouped convolutions, which TensorFlow for Java cannot differentiate on a CPU, as
 * depthwise convolutions or as convolutions of all channels.
 *
 * @param groups how many parts the channels are in
 * @param kernel {@code [height, width, channels of a group, channels out]}
 */
record GroupedConvolutions(int groups, Shape kernel) {

  private static final String CONVOLUTION = "Conv2D";
  private static final int KERNEL_RANK = 4;

  /** Changes those of a graph that are known to be of this kind from the graph's shapes. */
  static void apply(FlatGraph flat, FunctionDefLibrary library) {
    List<NodeDef> all =
        flat.nodes().stream().filter(node -> node.getOp().equals(CONVOLUTION)).toList();
    if (all.isEmpty()) {
      return;
    }
    try (Graph graph = new Graph()) {
      graph.importGraphDef(
          GraphDef.newBuilder().addAllNode(flat.nodes()).setLibrary(library).build());
      for (NodeDef node : all) {
        of(graph, node)
            .ifPresent(grouped -> new CompositionPlacement(flat, node).add(grouped::build));
      }
    }
  }

  private static Optional<GroupedConvolutions> of(Graph graph, NodeDef node) {
    Shape image = graph.outputOrThrow(node.getInput(0)).shape();
    Shape kernel = graph.outputOrThrow(node.getInput(1)).shape();
    if (image.numDimensions() != KERNEL_RANK || kernel.hasUnknownDimension()) {
      return Optional.empty();
    }
    boolean channelsFirst =
        node.getAttrOrDefault("data_format", Attributes.NONE).getS().toStringUtf8().equals("NCHW");
    long channels = image.get(channelsFirst ? 1 : 3);
    if (channels == Shape.UNKNOWN_SIZE || channels == kernel.get(2)) {
      return Optional.empty();
    }
    return Optional.of(new GroupedConvolutions(Math.toIntExact(channels / kernel.get(2)), kernel));
  }

  private List<Operand<TFloating>> build(Ops tf, OperationCall call) {
    List<Long> strides = call.integers("strides");
    boolean isDepthwise = kernel.get(2) == 1 && strides.get(1).equals(strides.get(2));
    return isDepthwise && call.text("data_format").equals("NHWC")
        ? List.of(depthwise(tf, call))
        : List.of(
            call.operation(List.of(call.input(0), dense(tf, call)), call.node().getAttrMap())
                .output(0));
  }

  private Operand<TFloating> depthwise(Ops tf, OperationCall call) {
    Operand<TInt32> shape = tf.array(size(0), size(1), groups, size(KERNEL_RANK - 1) / groups);
    Operand<TFloating> reshaped = tf.reshape(call.<TFloating>input(1), shape);
    return tf.scope()
        .opBuilder("DepthwiseConv2dNative", "depthwise")
        .addInput(call.input(0).asOutput())
        .addInput(reshaped.asOutput())
        .setAttr("strides", call.integers("strides").stream().mapToLong(x -> x).toArray())
        .setAttr("padding", call.text("padding"))
        .build()
        .output(0);
  }

  /** The kernel of all channels, 0 where a channel belongs to another group. */
  private Operand<TFloating> dense(Ops tf, OperationCall call) {
    Operand<TFloating> all = tf.tile(call.<TFloating>input(1), tf.array(1, 1, groups, 1));
    Operand<TInt32> from = group(tf, size(2) * groups, size(2), new int[] {-1, 1});
    Operand<TInt32> to = group(tf, size(3), size(3) / groups, new int[] {1, -1});
    Operand<TBool> isSame = tf.math.equal(from, to);
    return tf.math.mul(all, tf.dtypes.cast(isSame, all.type()));
  }

  /** The group of each channel. */
  private static Operand<TInt32> group(Ops tf, int channels, int each, int[] shape) {
    Operand<TInt32> numbers = tf.range(tf.constant(0), tf.constant(channels), tf.constant(1));
    return tf.reshape(tf.math.floorDiv(numbers, tf.constant(each)), tf.constant(shape));
  }

  private int size(int axis) {
    return Math.toIntExact(kernel.get(axis));
  }
}
