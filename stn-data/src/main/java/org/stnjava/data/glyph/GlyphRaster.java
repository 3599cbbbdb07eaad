package org.stnjava.data.glyph;

import java.util.Arrays;

/** The ink of one digit on its 28 x 28 pixels, each from 0 to 1. */
final class GlyphRaster {

  /** Height and width of the box that MNIST fits its digits into. */
  static final int BOX = 20;

  private static final int SIZE = Glyphs.SIZE;

  private final float softness;
  private final float[] ink = new float[SIZE * SIZE];

  GlyphRaster(double softness) {
    this.softness = (float) softness;
  }

  /** Draws every step of the pen; where steps overlap, the darker ink stays. */
  void draw(PenPath trace) {
    for (int i = 1; i < trace.size(); i++) {
      if (!trace.begins(i)) {
        step(trace, i);
      }
    }
  }

  /**
   * Writes the ink as unsigned bytes, moved by whole pixels to have its center of mass in the
   * middle.
   */
  void copyCentered(byte[] pixels, int offset) {
    double mass = 0;
    double momentX = 0;
    double momentY = 0;
    for (int i = 0; i < ink.length; i++) {
      int row = i / SIZE;
      int column = i % SIZE;
      mass += ink[i];
      momentX += ink[i] * (column + 0.5);
      momentY += ink[i] * (row + 0.5);
    }
    int right = (int) Math.rint(0.5 * SIZE - momentX / mass);
    int down = (int) Math.rint(0.5 * SIZE - momentY / mass);
    Arrays.fill(pixels, offset, offset + ink.length, (byte) 0);
    for (int row = Math.max(0, down); row < Math.min(SIZE, SIZE + down); row++) {
      for (int column = Math.max(0, right); column < Math.min(SIZE, SIZE + right); column++) {
        float value = ink[(row - down) * SIZE + column - right];
        pixels[offset + row * SIZE + column] = (byte) (int) (255 * value + 0.5f);
      }
    }
  }

  /**
   * Draws the step that ends at point {@code i}: a line as broad as the pen, with round ends and a
   * soft edge.
   */
  private void step(PenPath trace, int i) {
    float reach = Math.max(trace.radius(i - 1), trace.radius(i)) + 0.5f * softness;
    int left = first(Math.min(trace.x(i - 1), trace.x(i)) - reach);
    int right = last(Math.max(trace.x(i - 1), trace.x(i)) + reach);
    int top = first(Math.min(trace.y(i - 1), trace.y(i)) - reach);
    int bottom = last(Math.max(trace.y(i - 1), trace.y(i)) + reach);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        float covered = covered(trace, i, column + 0.5f, row + 0.5f);
        ink[row * SIZE + column] = Math.max(ink[row * SIZE + column], covered);
      }
    }
  }

  private float covered(PenPath trace, int i, float px, float py) {
    float alongX = trace.x(i) - trace.x(i - 1);
    float alongY = trace.y(i) - trace.y(i - 1);
    float fromX = px - trace.x(i - 1);
    float fromY = py - trace.y(i - 1);
    float square = alongX * alongX + alongY * alongY;
    float t = square == 0 ? 0 : (fromX * alongX + fromY * alongY) / square;
    t = Math.max(0, Math.min(1, t));
    float dx = fromX - t * alongX;
    float dy = fromY - t * alongY;
    float radius = trace.radius(i - 1) + t * (trace.radius(i) - trace.radius(i - 1));
    float distance = (float) Math.sqrt(dx * dx + dy * dy);
    return Math.max(0, Math.min(1, (radius - distance) / softness + 0.5f));
  }

  private static int first(float edge) {
    return Math.max(0, (int) edge);
  }

  private static int last(float edge) {
    return Math.min(SIZE - 1, (int) edge);
  }
}
