package org.stnjava.cli.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.train.finetune.Examples;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;

/**
 * What a model is fine-tuned on, <b>to be closed</b>.
 *
 * @param examples the batches
 * @param constants values of placeholders that never change
 * @param test what to test on
 * @param note what to say about the data
 * @param resources what to close
 */
record FinetuneData(
    Examples examples,
    Map<String, Tensor> constants,
    Optional<Test> test,
    Optional<String> note,
    List<AutoCloseable> resources)
    implements AutoCloseable {

  /**
   * What to test on.
   *
   * @param images with their classes
   * @param inputs makes tensors by input, to be closed, of some of the images
   */
  record Test(LabeledImages images, Function<LabeledImages, Map<String, Tensor>> inputs) {}

  /** Few enough to stay in memory. */
  private static final int TEST_BATCH = 250;

  int testImages() {
    return test.map(set -> set.images().size()).orElse(0);
  }

  /** The share of test images that an output classifies rightly, if there are both. */
  OptionalDouble accuracy(LoadedModel model, String signature, Optional<String> output) {
    if (test.isEmpty() || output.isEmpty()) {
      return OptionalDouble.empty();
    }
    LabeledImages images = test.get().images();
    int right = 0;
    for (int from = 0; from < images.size(); from += TEST_BATCH) {
      LabeledImages part = images.slice(from, Math.min(images.size(), from + TEST_BATCH));
      Map<String, Tensor> inputs = test.get().inputs().apply(part);
      try (Result result = model.call(signature, inputs)) {
        right += right((TFloat32) result.get(output.get()).orElseThrow(), part.labels());
      } finally {
        inputs.values().forEach(Tensor::close);
      }
    }
    return OptionalDouble.of((double) right / images.size());
  }

  private static int right(TFloat32 logits, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int c = 1; c < logits.shape().get(1); c++) {
        best = logits.getFloat(i, c) > logits.getFloat(i, best) ? c : best;
      }
      right += best == labels[i] ? 1 : 0;
    }
    return right;
  }

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
