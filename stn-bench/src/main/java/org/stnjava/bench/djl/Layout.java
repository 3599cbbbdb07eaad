package org.stnjava.bench.djl;

/** Where PyTorch has the channels of an image in memory. */
enum Layout {
  NCHW,
  NHWC;

  /** {@return whether the numbers of a pixel stand side by side} */
  boolean isChannelsLast() {
    return this == NHWC;
  }
}
