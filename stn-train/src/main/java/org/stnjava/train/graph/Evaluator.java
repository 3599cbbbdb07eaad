package org.stnjava.train.graph;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
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
  private final FeedBuffer checking;
  private final FeedBuffer classifying;
  private final FeedBuffer losing;

  /**
   * An evaluator of an opened graph.
   *
   * @param checking checks inputs with their targets; stays the caller's to close
   */
  Evaluator(OpenedGraph opened, ForwardPass.Scores scores, FeedBuffer checking) {
    this.scores = scores;
    this.checking = checking;
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

  /** Examples as they are evaluated: so many at once, or as many as the model always takes. */
  private record Parts(Examples examples, int size, boolean isFixed) {

    /** Where the model has a fixed batch size, the last example fills up the last part. */
    Batch at(int from) {
      int last = examples.size() - 1;
      int count = isFixed ? size : Math.min(size, examples.size() - from);
      return examples.take(
          IntStream.range(from, from + count).map(row -> Math.min(row, last)).toArray());
    }
  }

  /** The number of examples that the model always takes at once, if it has one. */
  OptionalInt fixedBatchSize() {
    return scores.inputs().keySet().stream()
        .map(TensorSpec::shape)
        .filter(shape -> shape.numDimensions() > 0 && shape.get(0) > 0)
        .mapToInt(shape -> Math.toIntExact(shape.get(0)))
        .findFirst();
  }

  private Parts parts(Examples examples) {
    OptionalInt fixed = fixedBatchSize();
    Parts parts =
        new Parts(examples, fixed.orElseGet(() -> batchSize(examples)), fixed.isPresent());
    if (scores.loss().isPresent() && parts.isFixed()) {
      requireWhole(parts);
    }
    return parts;
  }

  /** Checks the first part, and the targets that are in memory. */
  void require(Examples examples) {
    first(examples, MOST).ifPresent(checking::require);
    checking.require(examples.targets());
  }

  Optional<Batch> first(Examples examples, int most) {
    if (examples.size() == 0) {
      return Optional.empty();
    }
    Parts parts = parts(examples);
    int size = parts.isFixed() ? parts.size() : Math.min(most, parts.size());
    return Optional.of(new Parts(examples, size, parts.isFixed()).at(0));
  }

  /** A mean loss of a part that was filled up would count examples twice. */
  private static void requireWhole(Parts parts) {
    if (parts.examples().size() % parts.size() != 0) {
      throw new IllegalArgumentException(
          "expected a multiple of the model's fixed batch size of %d but got %d examples; leave some out, or save the model with an open batch size"
              .formatted(parts.size(), parts.examples().size()));
    }
  }

  EvaluationResult evaluate(Examples examples) {
    if (examples.size() == 0) {
      return EvaluationResult.NONE;
    }
    return predictions(examples)
        .map(EvaluationResult::of)
        .orElseGet(() -> new EvaluationResult(meanLoss(examples), Double.NaN, examples.size()));
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
    Parts parts = parts(examples);
    for (int from = 0; from < examples.size(); from += parts.size()) {
      Batch part = parts.at(from);
      checking.require(part);
      float[] some = logits(part);
      if (from == 0) {
        logits = new float[Math.multiplyExact(some.length / part.size(), examples.size())];
      }
      int at = from * (logits.length / examples.size());
      System.arraycopy(some, 0, logits, at, Math.min(some.length, logits.length - at));
      copyLabels(part, all, from * labels);
    }
    return new Evaluation(logits.length / all.length, labels, all, logits);
  }

  private static void copyLabels(Batch part, int[] all, int from) {
    long[] labels = ((NpyArray) part.target(TensorSpec.LABELS)).longs();
    for (int i = 0; i < labels.length && from + i < all.length; i++) {
      all[from + i] = Math.toIntExact(labels[i]);
    }
  }

  private double meanLoss(Examples examples) {
    double sum = 0;
    Parts parts = parts(examples);
    for (int from = 0; from < examples.size(); from += parts.size()) {
      Batch part = parts.at(from);
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
