package org.stnjava.train.tensorboard;

import org.tensorflow.proto.HistogramProto;

/** Counts of values in intervals of equal width. */
final class Histogram {

  private static final int BUCKETS = 30;

  private Histogram() {}

  /**
   * Returns the histogram of every stride-th value from an index on; values that are not finite are
   * left out.
   */
  static HistogramProto of(float[] values, int from, int stride) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    HistogramProto.Builder histogram = HistogramProto.newBuilder();
    for (int i = from; i < values.length; i += stride) {
      if (Float.isFinite(values[i])) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
        histogram
            .setNum(histogram.getNum() + 1)
            .setSum(histogram.getSum() + values[i])
            .setSumSquares(histogram.getSumSquares() + (double) values[i] * values[i]);
      }
    }
    if (histogram.getNum() == 0) {
      return histogram.build();
    }
    double[] counts = new double[BUCKETS];
    double width = Math.max((high - low) / BUCKETS, Math.ulp((float) high) + Float.MIN_NORMAL);
    for (int i = from; i < values.length; i += stride) {
      if (Float.isFinite(values[i])) {
        counts[(int) Math.min(BUCKETS - 1, (values[i] - low) / width)]++;
      }
    }
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      histogram.addBucketLimit(low + width * (bucket + 1)).addBucket(counts[bucket]);
    }
    return histogram.setMin(low).setMax(high).build();
  }
}
