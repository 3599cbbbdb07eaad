package org.stnjava.train.loop;

import org.stnjava.data.set.LabeledImages;

/** How many images are tested at once: few enough for the processor's caches and for memory. */
public final class TestBatch {

  private static final int MOST = 250;

  /** Volumes need some twenty arrays of as many floats, and more, to be sampled. */
  private static final int NUMBERS = 1 << 22;

  private TestBatch() {}

  /**
   * The number for a set.
   *
   * @param set the images
   * @return 250 for images of up to 16,777 numbers, fewer for larger ones, at least 1
   */
  public static int of(LabeledImages set) {
    int each = set.height() * set.width() * set.channels();
    return Math.max(1, Math.min(MOST, NUMBERS / each));
  }
}
