package org.stnjava.data.distortion;

import org.stnjava.data.Canvas;
import org.stnjava.data.LabeledImages;
import org.stnjava.data.Placement;

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
