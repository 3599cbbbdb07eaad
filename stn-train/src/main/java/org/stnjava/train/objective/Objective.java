package org.stnjava.train.objective;

import java.util.List;
import java.util.OptionalInt;
import org.stnjava.models.classifier.Classification;
import org.stnjava.train.metric.Evaluation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A loss to minimize.
 *
 * <p>Training minimizes this loss plus the sum of {@link Classification#penalties()}, and writes
 * their sum into {@code metrics.csv} as {@code train_loss}. Evaluations leave penalties out.
 *
 * <p>By default the targets are class indices and evaluations count wrong classes. An objective
 * with other {@linkplain #targets targets}, such as boxes, maps or values to regress, is evaluated
 * by its loss.
 */
@FunctionalInterface
public interface Objective {

  /**
   * Builds the mean loss of a batch, without penalties.
   *
   * @param tf where to build
   * @param outputs the network's outputs for the batch
   * @param targets the batch's targets
   * @return a scalar
   */
  Operand<TFloat32> loss(Ops tf, Classification outputs, Targets targets);

  /**
   * Returns the targets that every batch has to hold.
   *
   * @param labels how many labels an example has, as the network predicts
   * @param classes the number of classes; absent if the network does not tell it
   * @return {@link TensorSpec#labels} unless overridden
   */
  default List<TensorSpec> targets(int labels, OptionalInt classes) {
    return List.of(TensorSpec.labels(labels, classes));
  }

  /**
   * Assigns the labels of a test set to the network's outputs, for objectives that do not take them
   * in their order.
   *
   * @param evaluation labels in the order of the set beside the network's logits
   * @return what error and loss are computed from; the same unless overridden
   */
  default Evaluation judge(Evaluation evaluation) {
    return evaluation;
  }

  /**
   * The mean softmax cross entropy between each label and the logits in its place.
   *
   * @return the objective
   */
  static Objective crossEntropy() {
    return new CrossEntropy();
  }

  /**
   * Permutation-invariant cross entropy, for labels without an order, such as those of objects that
   * lie anywhere: the labels of each image are assigned to the outputs in the order of the lowest
   * loss.
   *
   * @return the objective, for at most {@value PermutationInvariantCrossEntropy#MOST} labels an
   *     image
   */
  static Objective permutationInvariantCrossEntropy() {
    return new PermutationInvariantCrossEntropy();
  }
}
