package org.stnjava.data.set;

/** Images whose pixels count up from 0 and whose labels are their indices. */
public final class Numbered {

  private Numbered() {}

  /** Returns images of consecutive values. */
  public static LabeledImages images(int count, int height, int width) {
    byte[] pixels = new byte[count * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i;
    }
    return new LabeledImages(height, width, pixels, labels);
  }
}
