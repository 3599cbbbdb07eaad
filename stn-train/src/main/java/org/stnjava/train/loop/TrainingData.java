package org.stnjava.train.loop;

import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.LabeledImages;

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
