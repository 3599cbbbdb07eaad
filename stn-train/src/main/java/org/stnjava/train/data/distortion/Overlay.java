package org.stnjava.train.data.distortion;

import org.stnjava.train.data.Canvas;
import org.stnjava.train.data.LabeledImages;
import org.stnjava.train.data.Placement;

/** Images on top of what is there: the brighter one shows. */
final class Overlay {

  private Overlay() {}

  /** Adds an image, placed, to a canvas of as many channels. */
  static void add(LabeledImages source, int index, Placement placement, Canvas canvas) {
    int size = canvas.height() * canvas.width() * canvas.channels();
    Canvas alone =
        new Canvas(canvas.height(), canvas.width(), canvas.channels(), new byte[size], 0);
    SourceImage.of(source, index).place(placement, alone);
    for (int i = 0; i < size; i++) {
      int at = canvas.offset() + i;
      canvas.pixels()[at] = (byte) Math.max(canvas.pixels()[at] & 0xff, alone.pixels()[i] & 0xff);
    }
  }
}
