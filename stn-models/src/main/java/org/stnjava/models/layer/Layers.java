package org.stnjava.models.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The layers of the toolkit's networks; feature maps are {@code [N, H, W, C]}. */
public final class Layers {

  static final String VALID = "VALID";

  private Layers() {}

  /**
   * Applies layers one after the other.
   *
   * @param layers the layers
   * @return the composed layer; without layers, the identity
   */
  public static Layer sequence(Layer... layers) {
    return (tf, scope, x) -> {
      Operand<TFloat32> y = x;
      for (Layer layer : layers) {
        y = layer.apply(tf, scope, y);
      }
      return y;
    };
  }

  /**
   * A convolution with a bias, stride 1 and no padding.
   *
   * @param name its name, unique in its scope
   * @param filters output channels
   * @param kernel the kernel's height and width
   * @return {@code [N, H, W, C]} to {@code [N, H − kernel + 1, W − kernel + 1, filters]}
   */
  public static Conv conv(String name, int filters, int kernel) {
    return new Conv(name, filters, kernel, Initialization.HE);
  }

  /**
   * Pads feature maps with zeros.
   *
   * @param border rows and columns on each side, at least 0; half of an odd kernel keeps the size
   *     of a convolution
   * @return {@code [N, H, W, C]} to {@code [N, H + 2·border, W + 2·border, C]}
   */
  public static Layer zeroPad(int border) {
    int[][] around = {{0, 0}, {border, border}, {border, border}, {0, 0}};
    return (tf, scope, x) -> tf.pad(x, tf.constant(around), tf.constant(0f));
  }

  /**
   * A fully connected layer with a bias.
   *
   * @param name its name, unique in its scope
   * @param units output features
   * @return {@code [N, F]} to {@code [N, units]}
   */
  public static Layer dense(String name, int units) {
    return new Dense(name, units, Initialization.HE);
  }

  /**
   * {@link #conv(String, int, int)} with PyTorch's default initialization.
   *
   * @param name its name, unique in its scope
   * @param filters output channels
   * @param kernel the kernel's height and width
   * @return the layer
   */
  public static Conv torchConv(String name, int filters, int kernel) {
    return new Conv(name, filters, kernel, Initialization.TORCH);
  }

  /**
   * {@link #dense} with PyTorch's default initialization.
   *
   * @param name its name, unique in its scope
   * @param units output features
   * @return the layer
   */
  public static Layer torchDense(String name, int units) {
    return new Dense(name, units, Initialization.TORCH);
  }

  /**
   * Batch normalization with Keras' defaults: momentum 0.99, ε = 10⁻³.
   *
   * @param name its name, unique in its scope
   * @return the layer; takes {@code [N, F]}, {@code [N, H, W, C]} and {@code [N, D, H, W, C]}
   */
  public static BatchNorm batchNorm(String name) {
    return new BatchNorm(name);
  }

  /**
   * Max pooling of size × size blocks; rows and columns that do not fill a block are dropped.
   *
   * @param size the block's height and width
   * @return the layer
   */
  public static Layer maxPool(int size) {
    return new MaxPool(size);
  }

  /**
   * Average pooling of size × size blocks; rows and columns that do not fill a block are dropped.
   *
   * @param size the block's height and width
   * @return the layer
   */
  public static Layer averagePool(int size) {
    return averagePool(size, size);
  }

  /**
   * Average pooling of blocks; rows and columns that do not fill a block are dropped.
   *
   * @param height the block's height
   * @param width the block's width
   * @return the layer
   */
  public static Layer averagePool(long height, long width) {
    List<Long> block = List.of(1L, height, width, 1L);
    return (tf, scope, x) -> height == 1 && width == 1 ? x : tf.nn.avgPool(x, block, block, VALID);
  }

  /**
   * Average pooling to a bounded size, for layers that would have too many weights otherwise.
   *
   * @param most the most rows and columns of the output, at least 1
   * @return {@code [N, H, W, C]} to {@code [N, H', W', C]}, by blocks of ⌈H / most⌉ × ⌈W / most⌉;
   *     feature maps that are small enough do not change
   */
  public static Layer averagePoolTo(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most: expected at least 1 but got " + most);
    }
    return (tf, scope, x) -> {
      long rows = (x.shape().get(1) + most - 1) / most;
      long columns = (x.shape().get(2) + most - 1) / most;
      return averagePool(rows, columns).apply(tf, scope, x);
    };
  }

  /**
   * max(0, x).
   *
   * @return the layer
   */
  public static Layer relu() {
    return (tf, scope, x) -> tf.nn.relu(x);
  }

  /**
   * Flattens each feature map to a row.
   *
   * @return {@code [N, H, W, C]} to {@code [N, H·W·C]}
   */
  public static Layer flatten() {
    return (tf, scope, x) -> {
      Shape shape = x.shape();
      long features = shape.get(1) * shape.get(2) * shape.get(3);
      return tf.reshape(x, tf.constant(new long[] {-1, features}));
    };
  }

  /**
   * Global average pooling: the mean of each channel.
   *
   * @return {@code [N, H, W, C]} to {@code [N, C]}
   */
  public static Layer mean() {
    return (tf, scope, x) -> tf.math.mean(x, tf.constant(new int[] {1, 2}));
  }

  /**
   * Normalizes by constants: (x − mean) / deviation.
   *
   * @param mean the data's mean
   * @param deviation the data's standard deviation, greater than 0
   * @return the layer
   */
  public static Layer normalize(float mean, float deviation) {
    return (tf, scope, x) ->
        tf.math.mul(tf.math.sub(x, tf.constant(mean)), tf.constant(1 / deviation));
  }

  /**
   * Normalizes each channel by constants: (x − mean) / deviation.
   *
   * @param means of each channel, {@code [C]}
   * @param deviations of each channel, {@code [C]}, greater than 0
   * @return {@code [N, H, W, C]} to the same shape
   */
  public static Layer normalize(float[] means, float[] deviations) {
    float[] factors = new float[deviations.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = 1 / deviations[i];
    }
    float[] own = means.clone();
    return (tf, scope, x) -> tf.math.mul(tf.math.sub(x, tf.constant(own)), tf.constant(factors));
  }

  /**
   * Dropout: in training form sets random features to 0 and scales the others by 1 / (1 − rate).
   *
   * @param name its name, unique in its scope
   * @param rate fraction of features to drop, in [0, 1)
   * @return the layer
   */
  public static Layer dropout(String name, float rate) {
    return new Dropout(name, rate, Dropout.Unit.FEATURE);
  }

  /**
   * {@link #dropout} of entire channels.
   *
   * @param name its name, unique in its scope
   * @param rate fraction of features to drop, in [0, 1)
   * @return the layer
   */
  public static Layer channelDropout(String name, float rate) {
    return new Dropout(name, rate, Dropout.Unit.CHANNEL);
  }

  /** Initialization of a layer's weights. */
  public enum Initialization {
    /** He et al. 2015 for kernels, zeros for biases. */
    HE {
      @Override
      Initializer kernel(long fanIn) {
        return Initializer.he();
      }

      @Override
      Initializer bias(long fanIn) {
        return Initializer.zeros();
      }
    },
    /** PyTorch's default for both. */
    TORCH {
      @Override
      Initializer kernel(long fanIn) {
        return Initializer.uniform(fanIn);
      }

      @Override
      Initializer bias(long fanIn) {
        return Initializer.uniform(fanIn);
      }
    };

    abstract Initializer kernel(long fanIn);

    abstract Initializer bias(long fanIn);
  }

  private record Dense(String name, int units, Initialization start) implements Layer {
    @Override
    public Operand<TFloat32> apply(Ops tf, ModelScope scope, Operand<TFloat32> x) {
      long features = x.shape().get(1);
      ModelScope own = scope.child(name);
      var weights = own.weight("kernel", Shape.of(features, units), start.kernel(features));
      var bias = own.weight("bias", Shape.of(units), start.bias(features));
      Ops here = tf.withSubScope(name);
      return here.nn.biasAdd(here.linalg.matMul(x, weights), bias);
    }
  }
}
