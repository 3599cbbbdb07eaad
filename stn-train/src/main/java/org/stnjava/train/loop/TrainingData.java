package org.stnjava.train.loop;

import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.train.metric.EvaluationSet;

/** The batches to learn from and the examples to evaluate on. */
public interface TrainingData {

  /**
   * Returns the batches to learn from.
   *
   * @param batchSize examples a batch, at least 1; batches that are given as such keep their own
   * @param seed decides every order and every distortion
   * @return the batches
   */
  Batches batches(int batchSize, long seed);

  /** {@return the test set, as it is; may be empty} */
  Examples testSet();

  /**
   * Returns the examples that decide which weights are the best, and when to stop early.
   *
   * @return examples apart from the test set; none unless overridden, for the test set to decide
   */
  default Examples validationSet() {
    return Examples.none();
  }

  /** {@return which set is evaluated during a run: the validation set, if there is one} */
  default EvaluationSet evaluationSet() {
    return validationSet().size() > 0 ? EvaluationSet.VALIDATION : EvaluationSet.TEST;
  }

  /** {@return the examples of that set; may be empty} */
  default Examples evaluated() {
    return evaluationSet() == EvaluationSet.VALIDATION ? validationSet() : testSet();
  }

  /**
   * The same with a validation set.
   *
   * @param validation examples apart from those to learn from and to test on; may be empty
   * @return data that evaluates on them
   */
  default TrainingData withValidation(Examples validation) {
    TrainingData original = this;
    return new TrainingData() {
      @Override
      public Batches batches(int batchSize, long seed) {
        return original.batches(batchSize, seed);
      }

      @Override
      public Examples testSet() {
        return original.testSet();
      }

      @Override
      public Examples validationSet() {
        return validation;
      }
    };
  }

  /**
   * Labeled images.
   *
   * @param train images to learn from
   * @param scene what is made of them, anew in each epoch
   * @param test images to evaluate on, as they are
   * @return the data
   */
  static TrainingData of(LabeledImages train, Scene scene, LabeledImages test) {
    Examples examples = Examples.of(test);
    return new TrainingData() {
      @Override
      public Batches batches(int batchSize, long seed) {
        return Batches.of(train, scene, batchSize, seed);
      }

      @Override
      public Examples testSet() {
        return examples;
      }
    };
  }

  /**
   * Examples in a new random order in each epoch.
   *
   * @param train examples to learn from
   * @param test examples to evaluate on; may be empty
   * @return the data
   */
  static TrainingData of(Examples train, Examples test) {
    return new TrainingData() {
      @Override
      public Batches batches(int batchSize, long seed) {
        return Batches.shuffled(train, batchSize, seed);
      }

      @Override
      public Examples testSet() {
        return test;
      }
    };
  }

  /**
   * Batches of one's own, whose size counts, not the configuration's. In a cluster with synchronous
   * steps each batch is split among the workers, in rows; every process needs the same batches.
   *
   * @param batches batches to learn from
   * @param test examples to evaluate on; may be empty
   * @return the data
   */
  static TrainingData of(Batches batches, Examples test) {
    return new TrainingData() {
      @Override
      public Batches batches(int batchSize, long seed) {
        return batches;
      }

      @Override
      public Examples testSet() {
        return test;
      }
    };
  }
}
