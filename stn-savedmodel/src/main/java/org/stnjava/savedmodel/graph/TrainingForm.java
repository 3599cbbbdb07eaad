package org.stnjava.savedmodel.graph;

import static org.stnjava.savedmodel.proto.Attributes.FLOAT;
import static org.stnjava.savedmodel.proto.Attributes.INT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * Converts batch norm from inference form to training form.
 *
 * <p>The batch's own mean and variance take the place of the moving averages, and these are
 * updated. Knows TensorFlow's fused operation, and the products and sums that Keras 3 writes for
 * images whose channels are the last axis.
 */
public final class TrainingForm {

  /** How much of a batch comes into the moving averages: 1 − 0.99, Keras' default. */
  public static final float SHARE = 0.01f;

  private final FlatGraph flat;
  private final List<Moving> averages = new ArrayList<>();
  private final List<String> updates = new ArrayList<>();
  private int count;

  private TrainingForm(FlatGraph flat) {
    this.flat = flat;
  }

  /**
   * What has become of a graph.
   *
   * @param count how many batch norms were found
   * @param averages the moving averages
   * @param updates the nodes that update them, in the same order
   */
  public record Changed(int count, List<Moving> averages, List<String> updates) {}

  /**
   * A moving average.
   *
   * @param variable the node of the variable
   * @param batch the tensor with the batch's own value
   */
  public record Moving(String variable, String batch) {}

  /** Changes all batch norms of a graph. */
  public static Changed apply(FlatGraph flat) {
    TrainingForm form = new TrainingForm(flat);
    for (NodeDef node : List.copyOf(flat.nodes())) {
      if (node.getOp().equals("FusedBatchNormV3")
          && !node.getAttrOrDefault("is_training", Attributes.flag(true)).getB()) {
        form.fused(node);
      } else if (node.getOp().equals("Rsqrt")) {
        form.products(node);
      }
    }
    return new Changed(form.count, List.copyOf(form.averages), List.copyOf(form.updates));
  }

  private void fused(NodeDef node) {
    count++;
    flat.add(
        node.toBuilder()
            .putAttr("is_training", Attributes.flag(true))
            .putAttr("exponential_avg_factor", Attributes.number(1))
            .build());
    move(node.getInput(3), node.getName() + ":1");
    move(node.getInput(4), node.getName() + ":2");
  }

  /** x·s + (β − μ·s) with s = γ / √(σ² + ε), as {@code tf.nn.batch_normalization} writes it. */
  private void products(NodeDef root) {
    NodeDef sum = flat.node(root.getInput(0));
    NodeDef scale = scale(root);
    NodeDef center = product(scale, true);
    NodeDef image = product(scale, false);
    if (sum == null || center == null || image == null || flat.variable(sum.getInput(0)) == null) {
      return;
    }
    count++;
    String x = other(image, scale);
    String axes = axes(sum.getName(), x);
    String mean = mean(sum.getName() + "/batch_mean", x, axes);
    String variance =
        mean(
            sum.getName() + "/batch_variance",
            op(sum.getName() + "/squares", "SquaredDifference", x, mean),
            axes);
    int place = flat.variable(center.getInput(0)) == null ? 1 : 0;
    move(center.getInput(place), mean);
    move(sum.getInput(0), variance);
    flat.add(center.toBuilder().setInput(place, mean).build());
    flat.add(sum.toBuilder().setInput(0, variance).build());
  }

  /** γ / √(σ² + ε), or the root alone where there is no γ. */
  private NodeDef scale(NodeDef root) {
    List<NodeDef> users = products(root.getName());
    return users.size() == 1 ? users.get(0) : root;
  }

  /** The product of a scale with the moving mean, or the one with the image. */
  private @Nullable NodeDef product(NodeDef scale, boolean ofVariable) {
    return products(scale.getName()).stream()
        .filter(node -> (flat.variable(other(node, scale)) != null) == ofVariable)
        .findFirst()
        .orElse(null);
  }

  private List<NodeDef> products(String factor) {
    return flat.nodes().stream()
        .filter(node -> node.getOp().equals("Mul") && node.getInputList().contains(factor))
        .toList();
  }

  private static String other(NodeDef product, NodeDef factor) {
    return product.getInput(product.getInput(0).equals(factor.getName()) ? 1 : 0);
  }

  /** Adds an update: moving + share · (batch − moving). */
  private void move(String moving, String batch) {
    String variable = flat.variable(moving);
    if (variable != null) {
      String name = "moving_averages/" + updates.size();
      String share = flat.add(name + "/share", "Const", Attributes.constant(SHARE), List.of());
      String change = op(name + "/change", "Sub", batch, moving);
      String moved = op(name + "/moved", "AddV2", moving, op(name + "/step", "Mul", change, share));
      averages.add(new Moving(variable, batch));
      updates.add(
          flat.add(name, "AssignVariableOp", Map.of("dtype", FLOAT), List.of(variable, moved)));
    }
  }

  /** All axes but the last one. */
  private String axes(String name, String x) {
    String rank = flat.add(name + "/rank", "Rank", Map.of("T", FLOAT), List.of(x));
    String one = flat.add(name + "/one", "Const", Attributes.constant(List.of(1)), List.of());
    String zero = flat.add(name + "/zero", "Const", Attributes.constant(List.of(0)), List.of());
    String last = flat.add(name + "/last", "Sub", Map.of("T", INT), List.of(rank, one));
    return flat.add(name + "/axes", "Range", Map.of("Tidx", INT), List.of(zero, last, one));
  }

  private String mean(String name, String x, String axes) {
    Map<String, AttrValue> attributes =
        Map.of("T", FLOAT, "Tidx", INT, "keep_dims", Attributes.flag(false));
    return flat.add(name, "Mean", attributes, List.of(x, axes));
  }

  private String op(String name, String operation, String... inputs) {
    return flat.add(name, operation, Map.of("T", FLOAT), List.of(inputs));
  }
}
