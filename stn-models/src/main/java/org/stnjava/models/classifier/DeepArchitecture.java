package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.averagePoolTo;
import static org.stnjava.models.layer.Layers.batchNorm;
import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dropout;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.mean;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.layer.BatchNorm;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.localization.LocalizationNets;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * The layers of a convolutional network in stages, each of which halves rows and columns.
 *
 * <p>The widths of all convolutions are multiples of that of the first.
 */
enum DeepArchitecture {

  /**
   * A small version of the paper's network for house numbers (section 4.2): four 5×5 convolutions,
   * each followed by a pool of 2×2.
   */
  HOUSE_NUMBERS(4) {
    @Override
    List<Layer> stages(int width, Shape size) {
      List<Layer> stages = new ArrayList<>();
      for (int factor : new int[] {1, 2, 4, 4}) {
        Layer conv = conv("conv" + (stages.size() + 1), factor * width, 5).withSameSize();
        stages.add(sequence(conv, relu(), maxPool(2)));
      }
      return stages;
    }

    @Override
    Layer features() {
      return flatten();
    }

    @Override
    Layer localization(int depth, int most) {
      return averagePoolTo(Math.min(most, depth == 0 ? 32 : 8))
          .then(LocalizationNets.fullyConnectedFeatures());
    }
  },

  /**
   * For signs and other small photographs: a 5×5 convolution, then two pairs of 3×3 convolutions,
   * with batch normalization, and dropout before the last layer.
   */
  SIGNS(8) {
    @Override
    List<Layer> stages(int width, Shape size) {
      return List.of(
          sequence(stem(width, 5, size), maxPool(2)),
          sequence(
              normalized("conv2a", 2 * width, 3), normalized("conv2b", 2 * width, 3), maxPool(2)),
          sequence(
              normalized("conv3a", 4 * width, 3), normalized("conv3b", 4 * width, 3), maxPool(2)));
    }

    @Override
    Layer features() {
      return sequence(averagePoolTo(POOLED), flatten(), dropout("dropout", 0.5f));
    }

    @Override
    Layer localization(int depth, int most) {
      return photographs(depth, most);
    }
  },

  /** A small residual network (He et al. 2015): a convolution and three blocks of two. */
  RESIDUAL(8) {
    @Override
    List<Layer> stages(int width, Shape size) {
      return List.of(
          sequence(stem(width, 3, size), residual("block1", width), maxPool(2)),
          sequence(residual("block2", 2 * width), maxPool(2)),
          residual("block3", 4 * width));
    }

    @Override
    Layer features() {
      return mean();
    }

    @Override
    Layer localization(int depth, int most) {
      return photographs(depth, most);
    }
  };

  /** The most rows and columns of the feature map that a network for signs flattens. */
  private static final int POOLED = 4;

  /** The longest side of what the stages take; the first convolution has a stride for larger. */
  private static final int STAGED = 64;

  /** The least side that three pools of 2×2 leave a pixel of. */
  private static final int HALVED = 8;

  /** A stride above this would leave pixels out. */
  private static final int LARGEST_STRIDE = 4;

  private final int leastWidth;

  DeepArchitecture(int leastWidth) {
    this.leastWidth = leastWidth;
  }

  /**
   * The stages.
   *
   * @param width filters of the first convolution
   * @param size rows and columns of what the first stage takes
   */
  abstract List<Layer> stages(int width, Shape size);

  /** From the last stage's output to {@code [N, F]}. */
  abstract Layer features();

  /**
   * The features of the localization network before a stage.
   *
   * @param depth the stage's number, from 0
   * @param most the most rows and columns that it may take without pooling
   */
  abstract Layer localization(int depth, int most);

  /** The least number of filters of the first convolution with which the network learns. */
  int leastWidth() {
    return leastWidth;
  }

  private static Layer photographs(int depth, int most) {
    return averagePoolTo(Math.min(most, 32 >> depth)).then(LocalizationNets.normalizedFeatures(8));
  }

  private static Layer stem(int filters, int kernel, Shape size) {
    long wanted = (Math.max(size.get(0), size.get(1)) + STAGED - 1) / STAGED;
    long possible = Math.min(LARGEST_STRIDE, Math.min(size.get(0), size.get(1)) / HALVED);
    int stride = (int) Math.max(1, Math.min(wanted, possible));
    return sequence(
        conv("conv1", filters, kernel).withSameSize().withoutBias().withStride(stride),
        norm("conv1"),
        relu());
  }

  private static Layer normalized(String name, int filters, int kernel) {
    return sequence(plain(name, filters, kernel), relu());
  }

  private static Layer plain(String name, int filters, int kernel) {
    return sequence(conv(name, filters, kernel).withSameSize().withoutBias(), norm(name));
  }

  private static BatchNorm norm(String name) {
    return batchNorm(name + "_bn").withMomentum(BatchNorm.FAST_MOMENTUM);
  }

  /** x + f(x), with a 1×1 convolution of x where f has other channels. */
  private static Layer residual(String name, int filters) {
    Layer branch = sequence(normalized("a", filters, 3), plain("b", filters, 3));
    Layer shortcut = plain("shortcut", filters, 1);
    return (tf, scope, x) -> {
      var here = tf.withSubScope(name);
      var own = scope.child(name);
      Operand<TFloat32> same = x.shape().get(-1) == filters ? x : shortcut.apply(here, own, x);
      return here.nn.relu(here.math.add(branch.apply(here, own, x), same));
    };
  }
}
