package org.stnjava.train.loop;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.transformer.SpatialTransformer;
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
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The nodes of a training's graph that tell what its transformers do.
 *
 * <p>They only read, and are never run together with the update: a training that is watched gives
 * the same bits as one that is not.
 */
final class Probe {

  private static final String NODE = "probe_";

  private final List<SpatialTransformer> transformers = new ArrayList<>();
  private final List<Boolean> taught = new ArrayList<>();
  private final List<String> onFeatures = new ArrayList<>();
  private int nodes;

  /** Adds the nodes. */
  Probe(Ops tf, List<Warp> warps, Gradients gradients) {
    for (int i = 0; i < warps.size(); i++) {
      Warp warp = warps.get(i);
      transformers.add(warp.transformer());
      if (warp.input() == Warp.Input.FEATURES) {
        onFeatures.add(warp.transformer().name());
      }
      add(tf, warp.theta());
      add(tf, warp.grid());
      add(tf, warp.v());
      Output<?> thetaGradient = gradients.thetas().get(i);
      taught.add(!thetaGradient.isClosed());
      if (!thetaGradient.isClosed()) {
        add(tf, thetaGradient.expect(TFloat32.class));
      }
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
    return onFeatures;
  }

  /** What is to be seen with the images and labels that the runner was fed. */
  NetworkWatched look(Session.Runner runner, int step, LabeledImages images) {
    for (int node = 0; node < nodes; node++) {
      runner.fetch(NODE + node);
    }
    try (Result result = runner.run()) {
      List<WatchedTransformer> watched = new ArrayList<>();
      int next = 0;
      for (int i = 0; i < transformers.size(); i++) {
        watched.add(
            new WatchedTransformer(
                transformers.get(i),
                images.size(),
                values(result, next),
                values(result, next + 1),
                values(result, next + 2),
                taught.get(i) ? values(result, next + 3) : new float[0]));
        next += taught.get(i) ? 4 : 3;
      }
      WatchedGradients gradients =
          new WatchedGradients(
              values(result, next)[0], values(result, next + 1)[0], values(result, next + 2)[0]);
      return new NetworkWatched(step, images, watched, gradients);
    }
  }

  private void add(Ops tf, Operand<TFloat32> value) {
    tf.withName(NODE + nodes++).identity(value);
  }

  private static Operand<TFloat32> norm(Ops tf, List<WeightGradient> parameters) {
    return parameters.isEmpty() ? tf.constant(Float.NaN) : Clipping.norm(tf, parameters);
  }

  /** The share of exact zeros. */
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
