package org.stnjava.savedmodel.tune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.Warp;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.export.Signatures;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Stack;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * The spatial transformers before a loaded model: the first part of their common graph.
 *
 * <p>TensorFlow for Java cannot connect an imported graph with nodes that exist already, so the two
 * are merged as definitions.
 *
 * @param input the signature's input whose place the transformers' outputs take
 * @param joined the node that the model reads
 * @param warps how many transformers there are, in all fronts
 * @param rows how many rows the model reads for each image
 */
record FrontGraph(String input, String joined, int warps, int rows) {

  static final String IMAGE = "front/image";

  private static final String SCOPE = "front";

  /**
   * Builds all fronts, the outermost first.
   *
   * @param tf the root of an empty graph
   * @return empty if there are no fronts
   * @throws IllegalArgumentException if sizes do not fit, or two transformers have the same name
   */
  static Optional<FrontGraph> build(
      Ops tf, ModelScope scope, SignatureDescription signature, List<Front> fronts) {
    if (fronts.isEmpty()) {
      return Optional.empty();
    }
    List<Shape> sizes = sizes(signature, fronts);
    Ops outside = tf.withSubScope(SCOPE);
    Operand<TFloat32> image =
        outside
            .withName("image")
            .placeholder(TFloat32.class, Placeholder.shape(sizes.get(fronts.size())));
    List<Warp> warps = new ArrayList<>();
    int rows = 1;
    for (int i = fronts.size() - 1; i >= 0; i--) {
      Front front = fronts.get(i);
      List<Warp> own = front.transformers().warp(outside, scope, image);
      if (warps.size() == 1) {
        Warp first = warps.get(0);
        own = own.stream().map(warp -> warp.behind(outside, first)).toList();
      }
      warps.addAll(own);
      List<Operand<TFloat32>> outputs = outputs(front, own);
      image = join(outside, front.join(), outputs);
      rows *= front.join() == Front.Join.BATCH ? outputs.size() : 1;
      requireSize(front, image.shape(), sizes.get(i));
    }
    requireNames(warps);
    String joined = name(outside, warps, image);
    return Optional.of(new FrontGraph(fronts.get(0).input(), joined, warps.size(), rows));
  }

  /** What the model reads, then what each front reads, the outermost last. */
  private static List<Shape> sizes(SignatureDescription signature, List<Front> fronts) {
    List<Shape> sizes = new ArrayList<>();
    sizes.add(input(signature, fronts.get(0).input()));
    for (Front front : fronts) {
      Shape given = sizes.get(sizes.size() - 1);
      long[] read = given.asArray();
      front
          .image()
          .ifPresent(
              image -> {
                read[1] = image.height();
                read[2] = image.width();
                read[3] = image.channels();
              });
      if (front.join() == Front.Join.BATCH) {
        read[0] = -1;
      }
      sizes.add(Shape.of(read));
    }
    return sizes;
  }

  private static Shape input(SignatureDescription signature, String name) {
    TensorDescription input =
        signature.inputs().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "input: expected one of signature %s, %s, but got %s"
                            .formatted(
                                signature.name(),
                                signature.inputs().stream().map(TensorDescription::name).toList(),
                                name)));
    List<Long> sizes = input.shape();
    if (!input.dtype().equals("float32")
        || sizes == null
        || sizes.size() != 4
        || sizes.subList(1, 4).contains(-1L)) {
      throw new IllegalArgumentException(
          "input: expected images, float32 [N, H, W, C], but %s is %s"
              .formatted(name, input.typeAndShape()));
    }
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private static List<Operand<TFloat32>> outputs(Front front, List<Warp> warps) {
    List<Operand<TFloat32>> outputs =
        front.transformers().outputs(warps).stream().map(Warp::v).toList();
    outputs.forEach(output -> requireSize(front, output.shape(), outputs.get(0).shape()));
    return outputs;
  }

  private static Operand<TFloat32> join(Ops tf, Front.Join join, List<Operand<TFloat32>> outputs) {
    if (outputs.size() == 1) {
      return outputs.get(0);
    }
    if (join == Front.Join.CHANNELS) {
      return tf.concat(outputs, tf.constant(3));
    }
    long[] rows = outputs.get(0).shape().asArray();
    rows[0] = -1;
    return tf.reshape(tf.stack(outputs, Stack.axis(1L)), tf.constant(rows));
  }

  private static void requireSize(Front front, Shape given, Shape expected) {
    for (int axis = 1; axis < expected.numDimensions(); axis++) {
      if (given.get(axis) != expected.get(axis)) {
        throw new IllegalArgumentException(
            "transformer: expected one that gives %s, what input %s takes, but got %s"
                .formatted(expected, front.input(), given));
      }
    }
  }

  private static void requireNames(List<Warp> warps) {
    Set<String> names = new HashSet<>();
    for (Warp warp : warps) {
      if (!names.add(warp.transformer().name())) {
        throw new IllegalArgumentException(
            "transformer: expected names of their own but two are called "
                + warp.transformer().name());
      }
    }
  }

  /** Names what the signatures theta and warp give, and returns the node that the model reads. */
  private static String name(Ops tf, List<Warp> warps, Operand<TFloat32> image) {
    for (int i = 0; i < warps.size(); i++) {
      Warp warp = warps.get(i);
      tf.withName(Signatures.numbered(Signatures.THETA, i, warps.size())).identity(warp.theta());
      tf.withName(Signatures.numbered(Signatures.GRID, i, warps.size())).identity(warp.grid());
      tf.withName(Signatures.numbered(Signatures.WARPED, i, warps.size())).identity(warp.v());
    }
    return warps.size() == 1
        ? SCOPE + "/" + Signatures.WARPED
        : tf.withName("joined").identity(image).op().name();
  }

  /** The tensors of a kind, such as {@link Signatures#THETA}, by the names of outputs. */
  List<String> outputs(String kind) {
    return IntStream.range(0, warps).mapToObj(i -> Signatures.numbered(kind, i, warps)).toList();
  }

  /** The node of an output of the signatures theta and warp. */
  static String node(String output) {
    return SCOPE + "/" + output;
  }

  /**
   * Puts a loaded model behind the front.
   *
   * @param before the graph that the front was built in, with its functions
   */
  static GraphDef merge(GraphDef before, FlattenedSignature loaded, Optional<FrontGraph> front) {
    GraphDef.Builder merged = loaded.nodes().toBuilder().clearNode();
    merged.addAllNode(before.getNodeList());
    addFunctions(merged.getLibraryBuilder(), before.getLibrary());
    String replaced =
        front.map(it -> TensorName.nodeOf(loaded.inputs().getOrDefault(it.input(), ""))).orElse("");
    String reads = front.map(FrontGraph::joined).orElse("");
    for (NodeDef node : loaded.nodes().getNodeList()) {
      merged.addNode(node.getName().equals(replaced) ? reading(node, reads) : node);
    }
    return merged.build();
  }

  /** Functions are named by their content, so that those of a name are the same. */
  private static void addFunctions(
      FunctionDefLibrary.Builder library, FunctionDefLibrary functions) {
    Set<String> present =
        library.getFunctionList().stream()
            .map(function -> function.getSignature().getName())
            .collect(Collectors.toSet());
    for (FunctionDef function : functions.getFunctionList()) {
      if (present.add(function.getSignature().getName())) {
        library.addFunction(function);
      }
    }
    library.addAllGradient(functions.getGradientList());
  }

  private static NodeDef reading(NodeDef placeholder, String node) {
    return NodeDef.newBuilder()
        .setName(placeholder.getName())
        .setOp("Identity")
        .putAttr("T", Attributes.FLOAT)
        .addInput(node)
        .build();
  }
}
