package org.stnjava.train.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.stnjava.data.batch.Batch;
import org.stnjava.models.transformer.Warp;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.WatchedGradients;
import org.stnjava.train.event.WatchedTransformer;
import org.stnjava.train.optimize.Clipping;
import org.stnjava.train.optimize.ParameterGroup;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The nodes of a training graph that show what its transformers do.
 *
 * <p>They only read, and never run together with the update: a run that is watched gives the same
 * bits as one that is not.
 */
final class WatchNodes {

  private static final String NODE = "probe_";

  private final List<Warp> warps;
  private final List<Boolean> hasGradient = new ArrayList<>();
  private final List<Operand<TFloat32>> nodes = new ArrayList<>();

  /** Adds the nodes. */
  WatchNodes(Ops tf, List<Warp> warps, Gradients gradients) {
    this.warps = warps;
    for (int i = 0; i < warps.size(); i++) {
      Warp warp = warps.get(i);
      add(tf, warp.theta());
      add(tf, warp.grid());
      add(tf, warp.v());
      Optional<Output<TFloat32>> thetaGradient = gradients.thetas().get(i);
      hasGradient.add(thetaGradient.isPresent());
      thetaGradient.ifPresent(gradient -> add(tf, gradient));
    }
    ParameterGroup group = ParameterGroup.localization(1);
    List<WeightGradient> localization =
        gradients.weights().stream().filter(w -> group.has(w.weight().name())).toList();
    add(tf, norm(tf, gradients.weights()));
    add(tf, norm(tf, localization));
    add(tf, zeros(tf, localization));
  }

  /** {@return the names of the transformers that warp feature maps} */
  List<String> onFeatures() {
    return warps.stream()
        .filter(warp -> warp.input() == Warp.Input.FEATURES)
        .map(warp -> warp.transformer().name())
        .toList();
  }

  /** Names the nodes in the session. */
  List<String> names(Function<Operand<?>, String> names) {
    return nodes.stream().map(names).toList();
  }

  /** Reads what a run fetched for the names. */
  NetworkWatched read(Result result, int step, Batch batch) {
    List<WatchedTransformer> watched = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < warps.size(); i++) {
      watched.add(
          new WatchedTransformer(
              warps.get(i).transformer(),
              batch.size(),
              values(result, next),
              values(result, next + 1),
              values(result, next + 2),
              hasGradient.get(i) ? values(result, next + 3) : new float[0]));
      next += hasGradient.get(i) ? 4 : 3;
    }
    WatchedGradients gradients =
        new WatchedGradients(
            values(result, next)[0], values(result, next + 1)[0], values(result, next + 2)[0]);
    return new NetworkWatched(step, batch.images(), watched, gradients);
  }

  private void add(Ops tf, Operand<TFloat32> value) {
    nodes.add(tf.withName(NODE + nodes.size()).identity(value));
  }

  private static Operand<TFloat32> norm(Ops tf, List<WeightGradient> parameters) {
    return parameters.isEmpty() ? tf.constant(Float.NaN) : Clipping.norm(tf, parameters);
  }

  /** The fraction of exact zeros. */
  private static Operand<TFloat32> zeros(Ops tf, List<WeightGradient> parameters) {
    List<Operand<TFloat32>> counts = new ArrayList<>();
    long size = 0;
    for (WeightGradient parameter : parameters) {
      var isZero = tf.math.equal(parameter.gradient(), tf.constant(0f));
      Operand<TFloat32> row =
          tf.reshape(tf.dtypes.cast(isZero, TFloat32.class), tf.constant(new int[] {-1}));
      counts.add(tf.reduceSum(row, tf.constant(0)));
      size += parameter.weight().shape().size();
    }
    return counts.isEmpty()
        ? tf.constant(Float.NaN)
        : tf.math.div(tf.reduceSum(tf.stack(counts), tf.constant(0)), tf.constant((float) size));
  }

  private static float[] values(Result result, int index) {
    TFloat32 tensor = (TFloat32) result.get(index);
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values)));
    return values;
  }
}
