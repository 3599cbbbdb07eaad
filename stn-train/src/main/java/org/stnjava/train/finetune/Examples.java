package org.stnjava.train.finetune;

import java.util.Map;
import org.tensorflow.Tensor;

/** An endless sequence of labeled batches for a loaded model. */
public interface Examples {

  /**
   * The rows of one step.
   *
   * @param inputs tensors by input of the signature, <b>to be closed</b>
   * @param labels the class of each row, from 0
   */
  @SuppressWarnings("ArrayRecordComponent") // Made for one step and handed over.
  record Rows(Map<String, Tensor> inputs, int[] labels) implements AutoCloseable {
    @Override
    public void close() {
      inputs.values().forEach(Tensor::close);
    }
  }

  /**
   * Gives the next batch.
   *
   * @return the rows of one step
   */
  Rows next();

  /**
   * Counts the steps of one pass.
   *
   * @return at least 1
   */
  int stepsPerEpoch();
}
