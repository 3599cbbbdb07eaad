package org.stnjava.models.localization;

import static org.stnjava.models.layer.Layers.averagePool;
import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;
import static org.stnjava.models.layer.Layers.torchConv;
import static org.stnjava.models.layer.Layers.torchDense;

import org.stnjava.models.layer.Layer;

/** The localization networks of the paper's digit experiments and of the PyTorch tutorial. */
public final class LocalizationNets {

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
   * Average pooling to at most a given side, for features that would have too many weights
   * otherwise.
   *
   * @param most largest longer side of the output, at least 1
   * @return {@code [N, H, W, C]} to {@code [N, H', W', C]}; feature maps that are small enough do
   *     not change
   */
  public static Layer coarse(int most) {
    return (tf, scope, u) -> {
      long side = Math.max(u.shape().get(1), u.shape().get(2));
      int block = Math.toIntExact((side + most - 1) / most);
      return block == 1 ? u : averagePool(block).apply(tf, scope, u);
    };
  }

  /**
   * Two convolutions of 20 5×5 filters on the input at half size and a hidden layer of 20 units,
   * the paper's for its ST-CNN.
   *
   * @return the network; takes feature maps of 28×28 and more
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
        averagePool(2),
        conv("conv1", 20, 5),
        relu(),
        maxPool(2),
        conv("conv2", 20, 5),
        relu(),
        flatten(),
        dense("fc", 20),
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
