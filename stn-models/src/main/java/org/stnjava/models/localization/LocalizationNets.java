package org.stnjava.models.localization;

import static org.stnjava.models.layer.Layers.averagePool;
import static org.stnjava.models.layer.Layers.batchNorm;
import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;
import static org.stnjava.models.layer.Layers.torchConv;
import static org.stnjava.models.layer.Layers.torchDense;

import org.stnjava.models.layer.BatchNorm;
import org.stnjava.models.layer.Layer;

/** The localization networks of the paper's digit experiments and of the PyTorch tutorial. */
public final class LocalizationNets {

  /** The least side of feature maps that {@link #convolutional()} takes. */
  public static final int SMALLEST = 16;

  /** The least side whose half the convolutions do not reduce to nothing. */
  private static final int HALVED = 28;

  private LocalizationNets() {}

  /**
   * Two hidden layers of 32 units, the paper's for its ST-FCN.
   *
   * @return the network
   */
  public static LocalizationNet fullyConnected() {
    return LocalizationNet.regressing(fullyConnectedFeatures());
  }

  /**
   * The features of {@link #fullyConnected()}.
   *
   * @return {@code [N, H, W, C]} to {@code [N, 32]}
   */
  public static Layer fullyConnectedFeatures() {
    return sequence(flatten(), dense("fc1", 32), relu(), dense("fc2", 32), relu());
  }

  /**
   * Two convolutions of 20 5×5 filters on the input at half size and a hidden layer of 20 units,
   * the paper's for its ST-CNN.
   *
   * @return the network; takes feature maps of 16×16 and more, and does not halve sides below 28
   */
  public static LocalizationNet convolutional() {
    return LocalizationNet.regressing(convolutionalFeatures());
  }

  /**
   * The features of {@link #convolutional()}.
   *
   * @return {@code [N, H, W, C]} to {@code [N, 20]}
   */
  public static Layer convolutionalFeatures() {
    return sequence(
        halving(),
        conv("conv1", 20, 5),
        relu(),
        maxPool(2),
        conv("conv2", 20, 5),
        relu(),
        flatten(),
        dense("fc", 20),
        relu());
  }

  /** Halves the rows and the columns, each unless they are too few for two convolutions then. */
  private static Layer halving() {
    return (tf, scope, u) -> {
      int rows = u.shape().get(1) < HALVED ? 1 : 2;
      int columns = u.shape().get(2) < HALVED ? 1 : 2;
      return averagePool(rows, columns).apply(tf, scope, u);
    };
  }

  /**
   * Two convolutions of 5×5 filters, each with batch normalization and a pool of 2×2, and a hidden
   * layer of 32 units: for photographs and for feature maps within a network.
   *
   * @param filters of the first convolution, at least 1; the second has twice as many
   * @return {@code [N, H, W, C]} to {@code [N, 32]}, of 4×4 and more
   */
  public static Layer normalizedFeatures(int filters) {
    return sequence(
        normalized("conv1", filters),
        maxPool(2),
        normalized("conv2", 2 * filters),
        maxPool(2),
        flatten(),
        dense("fc", 32),
        relu());
  }

  private static Layer normalized(String name, int filters) {
    return sequence(
        conv(name, filters, 5).withSameSize().withoutBias(),
        batchNorm(name + "_bn").withMomentum(BatchNorm.FAST_MOMENTUM),
        relu());
  }

  /**
   * The PyTorch tutorial's: two convolutions and a hidden layer of 32 units.
   *
   * @return the network; takes feature maps of 28×28
   */
  public static LocalizationNet tutorial() {
    return LocalizationNet.regressing(
        sequence(
            torchConv("conv1", 8, 7),
            maxPool(2),
            relu(),
            torchConv("conv2", 10, 5),
            maxPool(2),
            relu(),
            flatten(),
            torchDense("fc", 32),
            relu()));
  }
}
