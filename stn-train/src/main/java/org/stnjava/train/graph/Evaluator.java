package org.stnjava.train.graph;

import java.util.Map;
import java.util.Optional;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyValues;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.EvaluationResult;
import org.stnjava.train.objective.TensorSpec;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Evaluates a network in inference form, with the weights as they are. */
public final class Evaluator implements AutoCloseable {

  private static final int MOST = 250;

  /** Volumes need some twenty arrays of as many floats, and more, to be sampled. */
  private static final long VALUES = 1 << 22;

  private final ForwardPass.Scores scores;
  private final FeedBuffer classifying;
  private final FeedBuffer losing;

  Evaluator(OpenedGraph opened, ForwardPass.Scores scores) {
    this.scores = scores;
    String logits = opened.names().apply(scores.logits());
    Session session = opened.session();
    classifying =
        new FeedBuffer(
            opened.names(),
            scores.inputs(),
            Map.of(),
            Map.of(),
            () -> session.runner().fetch(logits));
    losing =
        scores
            .loss()
            .map(
                loss -> {
                  String value = opened.names().apply(loss.value());
                  return new FeedBuffer(
                      opened.names(),
                      scores.inputs(),
                      loss.targets(),
                      Map.of(),
                      () -> session.runner().fetch(value));
                })
            .orElse(classifying);
  }

  /**
   * Returns how many examples are evaluated at once: few enough for the processor's caches and for
   * memory.
   *
   * @param examples any number of examples
   * @return 250 for inputs of up to 16,777 values, fewer for larger ones, at least 1
   */
  public static int batchSize(Examples examples) {
    if (examples.size() == 0) {
      return 1;
    }
    long largest = 1;
    for (NpyValues values : examples.take(0).inputs().values()) {
      long size = 1;
      for (long axis : values.shape()) {
        size *= axis;
      }
      largest = Math.max(largest, size);
    }
    return (int) Math.max(1, Math.min(MOST, VALUES / largest));
  }

  EvaluationResult evaluate(Examples examples) {
    if (examples.size() == 0) {
      return EvaluationResult.NONE;
    }
    return predictions(examples)
        .map(EvaluationResult::of)
        .orElseGet(() -> new EvaluationResult(meanLoss(examples), Double.NaN));
  }

  Optional<Evaluation> predictions(Examples examples) {
    return examples.size() == 0 || scores.loss().isPresent()
        ? Optional.empty()
        : Optional.of(scores.objective().judge(classify(examples)));
  }

  private Evaluation classify(Examples examples) {
    int labels = scores.labels();
    int[] all = new int[examples.size() * labels];
    float[] logits = new float[0];
    int batch = batchSize(examples);
    for (int from = 0; from < examples.size(); from += batch) {
      Batch part = examples.slice(from, Math.min(examples.size(), from + batch));
      float[] some = logits(part);
      if (from == 0) {
        logits = new float[Math.multiplyExact(some.length / part.size(), examples.size())];
      }
      System.arraycopy(some, 0, logits, from * (logits.length / examples.size()), some.length);
      copyLabels(part, all, from * labels);
    }
    return new Evaluation(logits.length / all.length, labels, all, logits);
  }

  private static void copyLabels(Batch part, int[] all, int from) {
    long[] labels = ((NpyArray) part.target(TensorSpec.LABELS)).longs();
    if (labels.length > all.length - from) {
      throw new IllegalArgumentException(
          "test: expected %d labels but got more in '%s'".formatted(all.length, TensorSpec.LABELS));
    }
    for (int i = 0; i < labels.length; i++) {
      all[from + i] = Math.toIntExact(labels[i]);
    }
  }

  private double meanLoss(Examples examples) {
    double sum = 0;
    int batch = batchSize(examples);
    for (int from = 0; from < examples.size(); from += batch) {
      Batch part = examples.slice(from, Math.min(examples.size(), from + batch));
      try (Result result = losing.fill(part).run()) {
        sum += (double) ((TFloat32) result.get(0)).getFloat() * part.size();
      }
    }
    return sum / examples.size();
  }

  /** The logits of a batch, whose targets stay unused, row-major. */
  float[] logits(Batch batch) {
    try (Result result = classifying.fill(new Batch(batch.inputs(), Map.of())).run()) {
      TFloat32 fetched = (TFloat32) result.get(0);
      float[] logits = new float[Math.toIntExact(fetched.shape().size())];
      fetched.copyTo(NdArrays.wrap(fetched.shape(), DataBuffers.of(logits)));
      return logits;
    }
  }

  @Override
  public void close() {
    classifying.close();
    losing.close();
  }
}
