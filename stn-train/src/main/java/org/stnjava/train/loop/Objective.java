package org.stnjava.train.loop;

import org.stnjava.models.classifier.Classification;
import org.stnjava.train.metric.Evaluation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What a training makes small, and how the network is judged by it.
 *
 * <p>The loss that is trained, shown and written into {@code metrics.csv} as {@code train_loss} is
 * this one plus the sum of {@link Classification#penalties()}; tests know no penalties.
 */
@FunctionalInterface
public interface Objective {

  /**
   * Builds the loss of a batch, without penalties.
   *
   * @param tf where to build
   * @param trained what the network made of the batch
   * @param labels the classes of each image, {@code [N · labels]} image by image; may stay unused
   * @return a scalar
   */
  Operand<TFloat32> loss(Ops tf, Classification trained, Operand<TInt32> labels);

  /**
   * Judges what the network made of a test set.
   *
   * @param evaluation labels in the order of the set beside the network's logits
   * @return what error and loss are taken from: the same, unless labels belong to the network's
   *     outputs in another way
   */
  default Evaluation judge(Evaluation evaluation) {
    return evaluation;
  }

  /**
   * The usual one: the mean cross entropy between each label and the softmax of the logits in its
   * place.
   *
   * @return the objective
   */
  static Objective crossEntropy() {
    return new CrossEntropy();
  }

  /**
   * Cross entropy for labels without an order, such as those of objects that lie anywhere: in each
   * image the labels are given to the outputs in the order that costs least.
   *
   * @return the objective, for at most {@value AnyOrder#MOST} labels an image
   */
  static Objective crossEntropyInAnyOrder() {
    return new AnyOrder();
  }
}
