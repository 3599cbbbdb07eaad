package org.stnjava.train.loop;

import org.stnjava.data.batch.BatchStream;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.LabeledImages;

/**
 * The images of a training.
 *
 * @param train images to learn from
 * @param scene what is made of them, anew in each epoch
 * @param test images to test on, as they are
 */
public record TrainingSets(LabeledImages train, Scene scene, LabeledImages test) {

  /**
   * What a training learns from.
   *
   * @param batch images a step, at least 1
   * @param seed decides every order and every distortion
   * @return the stream at its beginning, without a thread
   */
  public BatchStream batches(int batch, long seed) {
    return BatchStream.of(train, scene, batch, seed);
  }
}
