package org.stnjava.ops.sample.loop;

import java.util.Arrays;

/** Copies between values that are stored channel by channel and point by point. */
final class Planes {

  private Planes() {}

  /** Copies one channel of points. */
  static void put(float[] plane, float[] into, int channel, int channels, int points) {
    if (channels == 1) {
      System.arraycopy(plane, 0, into, 0, points);
      return;
    }
    for (int i = 0; i < points; i++) {
      into[i * channels + channel] = plane[i];
    }
  }

  /** Copies all channels of points, with zeros behind the points. */
  static void take(float[] from, float[][] planes, int points, int padded) {
    if (planes.length == 1) {
      System.arraycopy(from, 0, planes[0], 0, points);
      Arrays.fill(planes[0], points, padded, 0);
      return;
    }
    for (int channel = 0; channel < planes.length; channel++) {
      float[] plane = planes[channel];
      for (int i = 0; i < points; i++) {
        plane[i] = from[i * planes.length + channel];
      }
      Arrays.fill(plane, points, padded, 0);
    }
  }
}
