package org.stnjava.data.batch;

import java.util.Iterator;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.LabeledImages;

/**
 * The endless sequence of batches of a training run.
 *
 * <p>Batch {@code k} is a function of {@code k} and nothing else, so that a run which stopped after
 * {@code k} steps is continued exactly with {@code at(k)}. Only {@link #from} is different.
 * Implementations must be thread-safe.
 */
public interface Batches {

  /**
   * Makes a batch.
   *
   * @param step the number of batches before it, from 0
   * @return the batch
   */
  Batch at(long step);

  /**
   * Returns the number of examples of a full batch.
   *
   * @return at least 1
   */
  int batchSize();

  /**
   * Returns the number of examples of one epoch.
   *
   * @return at least 1; empty if it is not known
   */
  OptionalLong examples();

  /**
   * Tells whether {@link #at} takes steps in ascending order only.
   *
   * @return false unless overridden: batches are made in any order, on several threads
   */
  default boolean isForwardOnly() {
    return false;
  }

  /**
   * Counts the passes over the examples.
   *
   * @param steps the number of batches taken, at least 0
   * @return the epochs done, a fraction within one; 0 if the number of examples is not known
   */
  default double epochs(long steps) {
    return examples().isPresent() ? (double) steps * batchSize() / examples().getAsLong() : 0;
  }

  /**
   * Changes every batch.
   *
   * @param change a function without state, such as a conversion of an array
   * @return batches of the same steps
   */
  default Batches map(UnaryOperator<Batch> change) {
    Batches original = this;
    return new Batches() {
      @Override
      public Batch at(long step) {
        return change.apply(original.at(step));
      }

      @Override
      public int batchSize() {
        return original.batchSize();
      }

      @Override
      public OptionalLong examples() {
        return original.examples();
      }

      @Override
      public boolean isForwardOnly() {
        return original.isForwardOnly();
      }

      @Override
      public double epochs(long steps) {
        return original.epochs(steps);
      }
    };
  }

  /**
   * Splits every batch into parts of equal size, one for each worker of a synchronous step.
   *
   * @param parts how many parts a batch has, at least 1
   * @return batches of which {@code k} is part {@code k % parts} of batch {@code k / parts}; {@code
   *     at} throws {@link IllegalArgumentException} for a batch that cannot be divided evenly
   */
  default Batches split(int parts) {
    return new SplitBatches(this, parts);
  }

  /**
   * Draws images for every batch: each epoch goes once through all source images, in an order of
   * its own and with new random distortions. Batches are always full: where an epoch ends within a
   * batch, the next epoch fills it up.
   *
   * @param source the images, at least one
   * @param scene what is made of each image each time
   * @param batchSize images a batch, at least 1; may exceed the number of images
   * @param seed decides every order and every distortion
   * @return batches with the input {@link Batch#IMAGES} and the target {@link Batch#LABELS}
   * @throws IllegalArgumentException if there is no image or the batch size is below 1
   */
  static Batches of(LabeledImages source, Scene scene, int batchSize, long seed) {
    return new ImageBatches(source, scene, batchSize, seed);
  }

  /**
   * Takes examples in a new random order in each epoch. Batches are always full, as those of {@link
   * #of}.
   *
   * @param examples at least one
   * @param batchSize examples a batch, at least 1
   * @param seed decides every order
   * @return the batches
   * @throws IllegalArgumentException if there is no example or the batch size is below 1
   */
  static Batches shuffled(Examples examples, int batchSize, long seed) {
    return new ExampleBatches.Shuffled(examples, batchSize, seed);
  }

  /**
   * Takes examples in their order, again and again; the last batch of an epoch may be smaller.
   *
   * @param examples at least one
   * @param batchSize examples a batch, at least 1
   * @return the batches
   * @throws IllegalArgumentException if there is no example or the batch size is below 1
   */
  static Batches inOrder(Examples examples, int batchSize) {
    return new ExampleBatches.Ordered(examples, batchSize);
  }

  /**
   * Takes batches from an iterator, which must not end before the run does.
   *
   * <p>They serve one run, which takes a few batches ahead of its steps. A run that is resumed
   * skips the batches before its step: it continues exactly if a new iterator gives the same
   * batches again.
   *
   * @param iterator its batches have {@code batchSize} examples
   * @param batchSize examples a batch, at least 1
   * @return batches that can only be taken forward: {@code at} throws {@link IllegalStateException}
   *     for a step before the last one, and where the iterator has ended
   */
  static Batches from(Iterator<Batch> iterator, int batchSize) {
    return new IteratorBatches(iterator, batchSize);
  }
}
