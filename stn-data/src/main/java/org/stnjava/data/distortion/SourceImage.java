package org.stnjava.data.distortion;

import org.stnjava.data.Canvas;
import org.stnjava.data.LabeledImages;
import org.stnjava.data.Placement;

/** One image to be read between its pixels: bilinear inside, background 0 outside. */
@SuppressWarnings("ArrayRecordComponent") // A view of the array, made and dropped with one image.
record SourceImage(int height, int width, int channels, byte[] pixels, int offset) {

  static SourceImage of(LabeledImages images, int index) {
    return new SourceImage(
        images.height(), images.width(), images.channels(), images.pixels(), images.offset(index));
  }

  /**
   * Writes all channels, rounded, of a point whose whole numbers are the pixels' centers; NaN is
   * outside.
   */
  void read(float x, float y, byte[] target, int at) {
    for (int channel = 0; channel < channels; channel++) {
      target[at + channel] = value(x, y, channel);
    }
  }

  private byte value(float x, float y, int channel) {
    if (!(x > -1 && y > -1 && x < width && y < height)) {
      return 0;
    }
    int left = (int) (x + 1) - 1;
    int top = (int) (y + 1) - 1;
    float toRight = x - left;
    float toBottom = y - top;
    float upper =
        pixel(left, top, channel) * (1 - toRight) + pixel(left + 1, top, channel) * toRight;
    float lower =
        pixel(left, top + 1, channel) * (1 - toRight) + pixel(left + 1, top + 1, channel) * toRight;
    return (byte) (int) (upper * (1 - toBottom) + lower * toBottom + 0.5f);
  }

  private int pixel(int x, int y, int channel) {
    boolean inside = x >= 0 && y >= 0 && x < width && y < height;
    return inside ? pixels[offset + (y * width + x) * channels + channel] & 0xff : 0;
  }

  /** Writes this image turned, scaled and moved as the placement says; returns the placement. */
  Placement place(Placement placement, Canvas canvas) {
    double cos = StrictMath.cos(placement.angle()) / placement.scale();
    double sin = StrictMath.sin(placement.angle()) / placement.scale();
    float stepX = (float) cos;
    float stepY = (float) sin;
    for (int row = 0; row < canvas.height(); row++) {
      double dy = row + 0.5 - placement.centerY();
      double dx = 0.5 - placement.centerX();
      float startX = (float) (cos * dx + sin * dy + 0.5 * width - 0.5);
      float startY = (float) (cos * dy - sin * dx + 0.5 * height - 0.5);
      int at = canvas.offset() + row * canvas.width() * channels;
      for (int column = 0; column < canvas.width(); column++) {
        read(startX + column * stepX, startY - column * stepY, canvas.pixels(), at);
        at += channels;
      }
    }
    return placement;
  }
}
