package org.stnjava.cli.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.train.loop.TrainingData;
import org.tensorflow.Tensor;

/**
 * What a model is fine-tuned on, <b>to be closed</b>.
 *
 * @param data the batches and the test set
 * @param inputs the signature's inputs that batches hold
 * @param constants values of placeholders that never change
 * @param checksum of what is learned from
 * @param notes what to say about the data, a line each
 * @param usualBatch examples a step unless another number is asked for
 * @param resources what to close
 */
record FinetuneData(
    TrainingData data,
    Set<String> inputs,
    Map<String, Tensor> constants,
    String checksum,
    List<String> notes,
    int usualBatch,
    List<AutoCloseable> resources)
    implements AutoCloseable {

  @Override
  public void close() {
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot be closed", e);
      }
    }
  }
}
