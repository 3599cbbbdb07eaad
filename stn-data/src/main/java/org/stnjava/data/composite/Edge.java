package org.stnjava.data.composite;

/** What lies beyond the edges of an image that is moved. */
enum Edge {

  /** The image mirrored, again and again. */
  REFLECT {
    @Override
    int index(int at, int size) {
      int within = Math.floorMod(at, 2 * size);
      return Math.min(within, 2 * size - 1 - within);
    }
  },

  /** The pixels of the edge. */
  BORDER {
    @Override
    int index(int at, int size) {
      return Math.max(0, Math.min(at, size - 1));
    }
  },

  /** The background, 0. */
  BACKGROUND {
    @Override
    int index(int at, int size) {
      return at >= 0 && at < size ? at : NOWHERE;
    }
  };

  /** Stands for the background. */
  static final int NOWHERE = -1;

  /** The pixel of an axis that is seen at a place; {@link #NOWHERE} for the background. */
  abstract int index(int at, int size);
}
