package org.stnjava.savedmodel.tune;

import java.util.List;
import java.util.Optional;
import org.stnjava.models.layer.Mode;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.transformer.Warp;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.TensorName;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What Java builds before a loaded model: the first part of their common graph.
 *
 * <p>TensorFlow for Java cannot connect an imported graph with what is there already, so the two
 * are merged as definitions.
 */
final class FrontGraph {

  static final String INPUT = "front/image";
  static final String THETA = "front/theta";
  static final String GRID = "front/grid";
  static final String WARPED = "front/warped";
  static final String DROPOUT_SEED = "dropout_seed";

  private FrontGraph() {}

  /** Builds the front, if there is one, and the seed that dropout in front and head needs. */
  static void build(Graph graph, Weights weights, SignatureDescription signature, Tuning tuning) {
    Ops tf = Ops.create(graph);
    ModelScope scope = ModelScope.inference(weights);
    if (tuning.mode() == Mode.TRAINING) {
      scope =
          ModelScope.training(
              weights,
              tf.withName(DROPOUT_SEED).placeholder(TInt64.class, Placeholder.shape(Shape.of(2))));
    }
    Optional<Tuning.Front> front = tuning.extensions().front();
    if (front.isPresent()) {
      warp(tf, scope, front.get(), input(signature, front.get().input()));
    }
  }

  private static void warp(Ops tf, ModelScope scope, Tuning.Front front, List<Long> sizes) {
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    Ops outside = tf.withSubScope("front");
    Operand<TFloat32> image =
        outside.withName("image").placeholder(TFloat32.class, Placeholder.shape(shape));
    Warp warp = front.transformer().warp(outside, scope, image);
    outside.withName("theta").identity(warp.theta());
    outside.withName("grid").identity(warp.grid());
    Operand<TFloat32> warped = outside.withName("warped").identity(warp.v());
    Shape given = warped.shape();
    for (int axis = 1; axis < shape.numDimensions(); axis++) {
      if (given.get(axis) != shape.get(axis)) {
        throw new IllegalArgumentException(
            "transformer: expected one that gives %s, what input %s takes, but %s gives %s"
                .formatted(shape, front.input(), front.transformer().name(), given));
      }
    }
  }

  private static List<Long> input(SignatureDescription signature, String name) {
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
    return sizes;
  }

  /** Puts a loaded model behind the front. */
  static GraphDef merge(GraphDef front, Draft loaded, Tuning tuning) {
    GraphDef.Builder merged = loaded.nodes().toBuilder().clearNode();
    merged.addAllNode(front.getNodeList());
    String replaced =
        tuning
            .extensions()
            .front()
            .map(it -> TensorName.nodeOf(loaded.inputs().getOrDefault(it.input(), "")))
            .orElse("");
    for (NodeDef node : loaded.nodes().getNodeList()) {
      merged.addNode(node.getName().equals(replaced) ? warped(node) : node);
    }
    return merged.build();
  }

  private static NodeDef warped(NodeDef placeholder) {
    return NodeDef.newBuilder()
        .setName(placeholder.getName())
        .setOp("Identity")
        .putAttr("T", Attributes.FLOAT)
        .addInput(WARPED)
        .build();
  }
}
