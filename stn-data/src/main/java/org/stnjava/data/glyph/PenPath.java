package org.stnjava.data.glyph;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.stnjava.data.glyph.Letterform.Stroke;

/**
 * Where the pen went: short straight steps with the pen's radius at each.
 *
 * <p>Made in hundredths of the digit's height; {@link #fit} takes it to pixels.
 */
final class PenPath {

  /** Length of a step, in hundredths of the height: 1.4 pixels, shorter than the pen is wide. */
  private static final float STEP = 7;

  /** How far the pen takes to come down or to lift, in steps. */
  private static final int TAPER = 2;

  private static final float TAU = (float) (2 * Math.PI);

  /** Points that a simple digit needs; the arrays grow for others. */
  private static final int START = 48;

  private float[] x = new float[START];
  private float[] y = new float[START];
  private float[] radius = new float[START];
  private boolean[] begins = new boolean[START];
  private int size;

  private PenPath() {}

  /** Writes a letterform with an unsteady hand. */
  static PenPath of(Letterform form, WriterStyle hand, RandomGenerator random) {
    PenPath trace = new PenPath();
    float endX = 0;
    float endY = 0;
    for (Stroke stroke : form.strokes()) {
      float[] px = unsteady(stroke.x(), hand, random);
      float[] py = unsteady(stroke.y(), hand, random);
      if (stroke.joined()) {
        px[0] = endX;
        py[0] = endY;
      }
      trace.addCurve(px, py, !stroke.joined());
      endX = px[px.length - 1];
      endY = py[py.length - 1];
    }
    trace.press(hand, random);
    trace.bend(hand.bend(), random);
    trace.lean(hand);
    return trace;
  }

  int size() {
    return size;
  }

  float x(int i) {
    return x[i];
  }

  float y(int i) {
    return y[i];
  }

  float radius(int i) {
    return radius[i];
  }

  /** Returns whether a stroke begins at a point. */
  boolean begins(int i) {
    return begins[i];
  }

  /**
   * Scales and moves the trace, pen included, into the middle 20 x 20 pixels; from here on units
   * are pixels.
   */
  void fit(WriterStyle hand) {
    float left = min(x);
    float top = min(y);
    float width = max(x) - left;
    float height = max(y) - top;
    float scale = (float) (GlyphRaster.BOX - 2 * hand.radius()) / Math.max(width, height);
    for (int i = 0; i < size; i++) {
      x[i] = (x[i] - left - 0.5f * width) * scale + 0.5f * Glyphs.SIZE;
      y[i] = (y[i] - top - 0.5f * height) * scale + 0.5f * Glyphs.SIZE;
    }
  }

  /** Moves inner points by the tremor and the ends by twice as much. */
  private static float[] unsteady(float[] points, WriterStyle hand, RandomGenerator random) {
    float[] moved = points.clone();
    for (int i = 0; i < moved.length; i++) {
      boolean end = i == 0 || i == moved.length - 1;
      moved[i] += (float) ((end ? 2 : 1) * hand.tremor() * random.nextGaussian());
    }
    return moved;
  }

  /** Appends a Catmull-Rom spline through the points. */
  private void addCurve(float[] px, float[] py, boolean penDown) {
    if (penDown) {
      add(px[0], py[0], true);
    }
    int last = px.length - 1;
    for (int i = 0; i < last; i++) {
      float dx = px[i + 1] - px[i];
      float dy = py[i + 1] - py[i];
      int steps = Math.max(1, Math.round((float) Math.sqrt(dx * dx + dy * dy) / STEP));
      for (int k = 1; k <= steps; k++) {
        float t = (float) k / steps;
        add(spline(px, i, t), spline(py, i, t), false);
      }
    }
  }

  private static float spline(float[] p, int i, float t) {
    float from = p[i];
    float to = p[i + 1];
    float before = i > 0 ? p[i - 1] : 2 * from - to;
    float after = i + 2 < p.length ? p[i + 2] : 2 * to - from;
    float a = 2 * (from - to) + 0.5f * (to - before + after - from);
    float b = 3 * (to - from) - (to - before) - 0.5f * (after - from);
    return ((a * t + b) * t + 0.5f * (to - before)) * t + from;
  }

  private void add(float px, float py, boolean penDown) {
    if (size == x.length) {
      x = Arrays.copyOf(x, 2 * size);
      y = Arrays.copyOf(y, 2 * size);
      radius = Arrays.copyOf(radius, 2 * size);
      begins = Arrays.copyOf(begins, 2 * size);
    }
    x[size] = px;
    y[size] = py;
    begins[size++] = penDown;
  }

  /** Sets the pen's radius along the strokes: swelling, a little grain, and tapered ends. */
  private void press(WriterStyle hand, RandomGenerator random) {
    float phase = TAU * (float) random.nextDouble();
    float speed = 0.15f + 0.35f * (float) random.nextDouble();
    float tip = 0.55f + 0.45f * (float) random.nextDouble();
    for (int i = 0; i < size; i++) {
      float swell = (float) (hand.pressure() * StrictMath.sin(phase + speed * i));
      float grain = 0.16f * ((float) random.nextDouble() - 0.5f);
      radius[i] = (float) hand.radius() * (1 + swell + grain);
    }
    for (int i = 0; i < size; i++) {
      if (begins[i]) {
        taper(i, 1, tip);
      }
      if (i == size - 1 || begins[i + 1]) {
        taper(i, -1, tip);
      }
    }
  }

  private void taper(int end, int direction, float tip) {
    for (int k = 0; k < TAPER; k++) {
      int i = end + direction * k;
      if (i >= 0 && i < size) {
        radius[i] *= tip + (1 - tip) * k / TAPER;
      }
    }
  }

  /** Bends the whole digit by one slow wave along each axis. */
  private void bend(double amplitude, RandomGenerator random) {
    Wave alongX = Wave.draw(amplitude, random);
    Wave alongY = Wave.draw(amplitude, random);
    for (int i = 0; i < size; i++) {
      float dx = alongX.at(x[i], y[i]);
      float dy = alongY.at(x[i], y[i]);
      x[i] += dx;
      y[i] += dy;
    }
  }

  private void lean(WriterStyle hand) {
    float cos = (float) StrictMath.cos(hand.turn());
    float sin = (float) StrictMath.sin(hand.turn());
    for (int i = 0; i < size; i++) {
      float dx = (float) (hand.aspect() * (x[i] - 50) - hand.slant() * (y[i] - 50));
      float dy = y[i] - 50;
      x[i] = cos * dx - sin * dy;
      y[i] = sin * dx + cos * dy;
    }
  }

  private float min(float[] of) {
    float least = of[0];
    for (int i = 1; i < size; i++) {
      least = Math.min(least, of[i]);
    }
    return least;
  }

  private float max(float[] of) {
    float most = of[0];
    for (int i = 1; i < size; i++) {
      most = Math.max(most, of[i]);
    }
    return most;
  }

  /** A plane wave over the page, for displacements: in hundredths of a digit's height. */
  private record Wave(float amplitude, float perX, float perY, float phase) {

    /** Draws a wave of half to one and a half periods over the digit, in any direction. */
    static Wave draw(double amplitude, RandomGenerator random) {
      double direction = 2 * Math.PI * random.nextDouble();
      double frequency = 2 * Math.PI / 100 * (0.5 + random.nextDouble());
      return new Wave(
          (float) amplitude,
          (float) (frequency * StrictMath.cos(direction)),
          (float) (frequency * StrictMath.sin(direction)),
          (float) (2 * Math.PI * random.nextDouble()));
    }

    float at(float x, float y) {
      return amplitude * (float) StrictMath.sin(perX * x + perY * y + phase);
    }
  }
}
