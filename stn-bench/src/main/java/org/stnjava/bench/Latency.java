package org.stnjava.bench;

import com.google.common.math.Quantiles;
import com.google.common.util.concurrent.Futures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.stnjava.savedmodel.classify.ExportedClassifier;

/**
 * How long calls take while several threads call one model at once, each with one image.
 *
 * @param median milliseconds of the call in the middle
 * @param slow the 99th percentile
 * @param rate calls a second, of all threads together
 */
record Latency(double median, double slow, double rate) {

  private static final int WARMUP = 500;
  private static final int MEDIAN = 50;
  private static final int SLOW = 99;

  private static final double NANOS = 1e6;
  private static final double MILLIS = 1e3;

  /**
   * Measures calls, after others that do not count.
   *
   * @param classifier the model
   * @param callers threads that call, at least 1
   * @param calls of all threads together, at least 1
   */
  static Latency of(ExportedClassifier classifier, int callers, int calls) {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      times(classifier, pool, callers, WARMUP);
      long start = System.nanoTime();
      List<Double> millis = times(classifier, pool, callers, calls);
      double seconds = (System.nanoTime() - start) / NANOS / MILLIS;
      Map<Integer, Double> percentiles =
          Quantiles.percentiles().indexes(MEDIAN, SLOW).compute(millis);
      return new Latency(
          percentiles.getOrDefault(MEDIAN, Double.NaN),
          percentiles.getOrDefault(SLOW, Double.NaN),
          calls / seconds);
    } finally {
      pool.shutdown();
    }
  }

  private static List<Double> times(
      ExportedClassifier classifier, ExecutorService pool, int callers, int calls) {
    AtomicInteger left = new AtomicInteger(calls);
    List<Future<List<Double>>> futures =
        IntStream.range(0, callers)
            .mapToObj(seed -> pool.submit(() -> call(classifier, left, seed)))
            .toList();
    return futures.stream().map(Futures::getUnchecked).flatMap(List::stream).toList();
  }

  private static List<Double> call(ExportedClassifier classifier, AtomicInteger left, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] image = new float[classifier.input().orElseThrow().size()];
    List<Double> millis = new ArrayList<>();
    while (left.getAndDecrement() > 0) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (float) random.nextDouble();
      }
      long start = System.nanoTime();
      classifier.logits(image, 1);
      millis.add((System.nanoTime() - start) / NANOS);
    }
    return millis;
  }
}
