package org.stnjava.data.scene;

import org.stnjava.data.set.LabeledImages;
import org.stnjava.data.set.PixelView;

/**
 * One image of a set, which is sampled between its pixels: bilinear inside, background 0 outside.
 *
 * @param height rows
 * @param width columns
 * @param channels values of each pixel
 * @param pixels the array of the set, unsigned bytes
 * @param offset the position of the image's first pixel
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the array, made and dropped with one image.
public record SourceImage(int height, int width, int channels, byte[] pixels, int offset) {

  /**
   * Returns a view of an image.
   *
   * @param images the set, which is not copied
   * @param index from 0 to {@code images.size() - 1}
   * @return the image
   */
  public static SourceImage of(LabeledImages images, int index) {
    PixelView view = images.at(index);
    return new SourceImage(
        images.height(), images.width(), images.channels(), view.pixels(), view.offset());
  }

  /**
   * Writes all channels of the sample at a point.
   *
   * @param x along the width, in pixels; 0 is the center of the first column; NaN is outside
   * @param y along the height, in pixels; 0 is the center of the first row
   * @param target where to write unsigned bytes, rounded
   * @param at the position of the first channel
   */
  public void sample(float x, float y, byte[] target, int at) {
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

  /**
   * Writes every pixel of a canvas: this image, rotated, scaled and translated.
   *
   * @param placement where the image goes
   * @param canvas of as many channels
   * @return the placement
   */
  public Placement place(Placement placement, Canvas canvas) {
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
        sample(startX + column * stepX, startY - column * stepY, canvas.pixels(), at);
        at += channels;
      }
    }
    return placement;
  }

  /**
   * Adds this image, rotated, scaled and translated, to what a canvas shows: each value becomes the
   * larger one.
   *
   * @param placement where the image goes
   * @param canvas of as many channels
   */
  public void overlay(Placement placement, Canvas canvas) {
    int size = canvas.height() * canvas.width() * canvas.channels();
    Canvas alone =
        new Canvas(canvas.height(), canvas.width(), canvas.channels(), new byte[size], 0);
    place(placement, alone);
    for (int i = 0; i < size; i++) {
      int at = canvas.offset() + i;
      canvas.pixels()[at] = (byte) Math.max(canvas.pixels()[at] & 0xff, alone.pixels()[i] & 0xff);
    }
  }
}
