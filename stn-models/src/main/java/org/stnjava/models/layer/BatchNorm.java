package org.stnjava.models.layer;

import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Batch normalization (Ioffe and Szegedy 2015, algorithms 1 and 2): y = γ·(x − μ) / √(σ² + ε) + β
 * for each channel.
 *
 * <p>In training form μ and σ² are the mean and the variance of the batch over all axes but the
 * last; σ² divides by the number of values, not by one less. After each step the moving statistics
 * become momentum·moving + (1 − momentum)·batch. In inference form μ and σ² are the moving
 * statistics. All this is Keras' {@code BatchNormalization} with its defaults; PyTorch's {@code
 * BatchNorm2d} has the momentum the other way round, as 1 − momentum, ε = 10⁻⁵, and divides the
 * variance that it keeps by one less.
 *
 * <p>Weights: {@code gamma} and {@code beta}, {@code [C]}, at first 1 and 0. State: {@code
 * moving_mean} and {@code moving_variance}, {@code [C]}, at first 0 and 1. A layer that is applied
 * several times in a step updates them as often, in that order.
 *
 * @param name its name, unique in its scope
 * @param momentum weight of the old moving statistics in each update, in [0, 1]
 * @param epsilon added to the variance, greater than 0
 */
public record BatchNorm(String name, double momentum, double epsilon) implements Layer {

  /** Keras' default. */
  private static final double MOMENTUM = 0.99;

  /** PyTorch's default, for runs of some hundred steps. */
  public static final double FAST_MOMENTUM = 0.9;

  /** Keras' default. */
  private static final double EPSILON = 1e-3;

  /** The rank of a batch of feature maps, which the fused kernel takes. */
  private static final int MAPS = 4;

  /** Checks the values. */
  public BatchNorm {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "momentum: expected one in [0, 1] but got %s".formatted(momentum));
    }
    if (!(epsilon > 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException(
          "epsilon: expected one greater than 0 but got %s".formatted(epsilon));
    }
  }

  /**
   * With Keras' defaults: momentum 0.99, ε = 10⁻³.
   *
   * @param name its name, unique in its scope
   */
  public BatchNorm(String name) {
    this(name, MOMENTUM, EPSILON);
  }

  /**
   * The same with another momentum.
   *
   * @param other weight of the old moving statistics in each update, in [0, 1]
   * @return a copy
   */
  public BatchNorm withMomentum(double other) {
    return new BatchNorm(name, other, epsilon);
  }

  /**
   * The same with another ε.
   *
   * @param other added to the variance, greater than 0
   * @return a copy
   */
  public BatchNorm withEpsilon(double other) {
    return new BatchNorm(name, momentum, other);
  }

  /**
   * Builds the layer.
   *
   * @param x {@code [N, F]}, {@code [N, H, W, C]} or {@code [N, D, H, W, C]}, the last axis known
   * @return the same shape
   */
  @Override
  public Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x) {
    long channels = x.shape().isUnknown() ? Shape.UNKNOWN_SIZE : x.shape().get(-1);
    if (channels == Shape.UNKNOWN_SIZE || x.shape().numDimensions() < 2) {
      throw new IllegalArgumentException(
          "%s: expected [N, …, C] with a known number of channels but got %s"
              .formatted(scope.prefix() + name, x.shape()));
    }
    Shape each = Shape.of(channels);
    ModelScope own = scope.child(name);
    Operand<TFloat32> gamma = own.weight("gamma", each, Initializer.constant(1));
    Operand<TFloat32> beta = own.weight("beta", each, Initializer.zeros());
    Weight mean = own.state("moving_mean", each, Initializer.zeros());
    Weight variance = own.state("moving_variance", each, Initializer.constant(1));
    Arithmetic<TFloat32> arithmetic = new Arithmetic<>(tf.withSubScope(name), gamma, beta, epsilon);
    if (scope.mode() == Mode.INFERENCE) {
      return arithmetic.normalize(x, mean.value(), variance.value());
    }
    Normalized<TFloat32> normalized = arithmetic.normalizeByBatch(x);
    move(own, mean, normalized.mean());
    move(own, variance, normalized.variance());
    return normalized.y();
  }

  private void move(ModelScope scope, Weight moving, Operand<TFloat32> batch) {
    scope.onStep(
        tf ->
            moving.update(
                tf,
                tf.math.add(
                    tf.math.mul(moving.read(tf), tf.constant((float) momentum)),
                    tf.math.mul(batch, tf.constant((float) (1 - momentum))))));
  }

  /**
   * A normalized batch.
   *
   * @param y of the batch's shape
   * @param mean of each channel, {@code [C]}
   * @param variance of each channel, {@code [C]}, divided by the number of values
   */
  record Normalized<T extends TNumber>(Operand<T> y, Operand<T> mean, Operand<T> variance) {}

  /**
   * The arithmetic: TensorFlow's fused kernel for feature maps, {@code [N, H, W, C]}, and composed
   * operations for other ranks, which the kernel does not take.
   */
  record Arithmetic<T extends TNumber>(Ops tf, Operand<T> gamma, Operand<T> beta, double epsilon) {

    Operand<T> normalize(Operand<T> x, Operand<T> mean, Operand<T> variance) {
      return isMaps(x) ? fused(x, mean, variance, false).y() : composed(x, mean, variance);
    }

    Normalized<T> normalizeByBatch(Operand<T> x) {
      return isMaps(x) ? fusedByBatch(x) : composedByBatch(x);
    }

    private static boolean isMaps(Operand<?> x) {
      return x.shape().numDimensions() == MAPS;
    }

    private Normalized<T> fusedByBatch(Operand<T> x) {
      Operand<T> none = as(x, tf.constant(new float[0]));
      FusedBatchNorm<T, T> fused = fused(x, none, none, true);
      // The kernel's variance divides by the number of values less one.
      Operand<T> channels = as(x, tf.constant((float) x.shape().get(-1)));
      Operand<T> values = tf.math.div(as(x, tf.size(x)), channels);
      Operand<T> share = tf.math.div(tf.math.sub(values, as(x, tf.constant(1f))), values);
      return new Normalized<>(
          fused.y(), fused.batchMean(), tf.math.mul(fused.batchVariance(), share));
    }

    private FusedBatchNorm<T, T> fused(
        Operand<T> x, Operand<T> mean, Operand<T> variance, boolean training) {
      return tf.nn.fusedBatchNorm(
          x,
          gamma,
          beta,
          mean,
          variance,
          FusedBatchNorm.epsilon((float) epsilon),
          FusedBatchNorm.isTraining(training));
    }

    Normalized<T> composedByBatch(Operand<T> x) {
      int last = x.shape().numDimensions() - 1;
      Operand<TInt32> axes = tf.constant(IntStream.range(0, last).toArray());
      Operand<T> mean = tf.math.mean(x, axes);
      Operand<T> variance = tf.math.mean(tf.math.squaredDifference(x, mean), axes);
      return new Normalized<>(composed(x, mean, variance), mean, variance);
    }

    /** As {@code tf.nn.batch_normalization}: x·s + (β − μ·s) with s = γ / √(σ² + ε). */
    private Operand<T> composed(Operand<T> x, Operand<T> mean, Operand<T> variance) {
      Operand<T> root = tf.math.rsqrt(tf.math.add(variance, as(x, tf.constant(epsilon))));
      Operand<T> scale = tf.math.mul(root, gamma);
      return tf.math.add(tf.math.mul(x, scale), tf.math.sub(beta, tf.math.mul(mean, scale)));
    }

    private Operand<T> as(Operand<T> x, Operand<? extends TNumber> value) {
      return tf.dtypes.cast(value, x.type());
    }
  }
}
