package org.stnjava.train.experiment;

import org.stnjava.data.set.LabeledImages;

/**
 * The mean and the standard deviation of each channel over images, pixels in [0, 1].
 *
 * @param means {@code [C]}
 * @param deviations {@code [C]}, greater than 0
 */
@SuppressWarnings("ArrayRecordComponent") // Made once; never compared.
record ChannelStatistics(float[] means, float[] deviations) {

  /** So many images give both to about a hundredth. */
  private static final int MOST = 2000;

  private static final double WHITE = 255;

  /** The statistics of images, or of 2,000 that lie evenly among them. */
  static ChannelStatistics of(LabeledImages images) {
    int channels = images.channels();
    double[] sums = new double[channels];
    double[] squares = new double[channels];
    int count = Math.min(MOST, images.size());
    for (int i = 0; i < count; i++) {
      byte[] pixels = images.image((int) ((long) i * images.size() / count));
      for (int at = 0; at < pixels.length; at++) {
        double value = (pixels[at] & 0xff) / WHITE;
        sums[at % channels] += value;
        squares[at % channels] += value * value;
      }
    }
    return of(sums, squares, (double) count * images.height() * images.width());
  }

  private static ChannelStatistics of(double[] sums, double[] squares, double values) {
    float[] means = new float[sums.length];
    float[] deviations = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      double mean = sums[i] / values;
      double variance = squares[i] / values - mean * mean;
      means[i] = (float) mean;
      deviations[i] = (float) Math.max(1 / WHITE, Math.sqrt(Math.max(0, variance)));
    }
    return new ChannelStatistics(means, deviations);
  }

  /** {@return what a black pixel becomes, in each channel} */
  float[] black() {
    float[] black = new float[means.length];
    for (int i = 0; i < black.length; i++) {
      black[i] = -means[i] / deviations[i];
    }
    return black;
  }
}
