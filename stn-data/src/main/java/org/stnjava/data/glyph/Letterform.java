package org.stnjava.data.glyph;

import java.util.ArrayList;
import java.util.List;

/**
 * One way of writing a digit: points that smooth strokes run through.
 *
 * <p>Coordinates go from 0 to 100 over the digit's height, {@code y} downwards.
 *
 * @param strokes smooth curves; a stroke of the pen is split at its corners
 */
record Letterform(List<Stroke> strokes) {

  /**
   * A smooth curve through its points.
   *
   * @param x along the width
   * @param y along the height
   * @param joined whether it begins where the stroke before it ended
   */
  @SuppressWarnings("ArrayRecordComponent") // Constant tables, never compared.
  record Stroke(float[] x, float[] y, boolean joined) {}

  /**
   * Reads {@code "x,y x,y! x,y | x,y …"}: a bar lifts the pen, an exclamation mark makes a corner.
   */
  static Letterform parse(String text) {
    List<Stroke> strokes = new ArrayList<>();
    for (String penDown : text.split("\\|", -1)) {
      String[] points = penDown.strip().split(" +", -1);
      int from = 0;
      for (int i = 1; i < points.length; i++) {
        if (points[i].endsWith("!") || i == points.length - 1) {
          strokes.add(stroke(points, from, i));
          from = i;
        }
      }
    }
    return new Letterform(List.copyOf(strokes));
  }

  private static Stroke stroke(String[] points, int from, int to) {
    float[] x = new float[to - from + 1];
    float[] y = new float[to - from + 1];
    for (int i = from; i <= to; i++) {
      String[] pair = points[i].replace("!", "").split(",", -1);
      x[i - from] = Float.parseFloat(pair[0]);
      y[i - from] = Float.parseFloat(pair[1]);
    }
    return new Stroke(x, y, from > 0);
  }
}
