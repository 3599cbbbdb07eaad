package org.stnjava.train.report;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stnjava.train.report.GallerySample.TransformerOutput;

/**
 * An outline in the units of the drawing, which are pixels of the input.
 *
 * @param color index of the transformer's color
 * @param points corners as SVG wants them
 * @param cornerX where the output's top left corner lies
 * @param cornerY where the output's top left corner lies
 */
record OutlineView(int color, String points, String cornerX, String cornerY) {
  /** Points are drawn no farther out than this many times the picture's size; none shows there. */
  private static final double FARTHEST = 20;

  /** Returns the drawing of an outline, or nothing if a point is not finite. */
  static Optional<OutlineView> of(TransformerOutput output, ReportImage input, int color) {
    float[] outline = output.outline();
    for (float value : outline) {
      if (!Float.isFinite(value)) {
        return Optional.empty();
      }
    }
    String points =
        IntStream.range(0, outline.length / 2)
            .mapToObj(
                i ->
                    place(outline[2 * i], input.width())
                        + ","
                        + place(outline[2 * i + 1], input.height()))
            .collect(Collectors.joining(" "));
    return Optional.of(
        new OutlineView(
            color, points, place(outline[0], input.width()), place(outline[1], input.height())));
  }

  /**
   * Returns how far an outline leaves its picture, as a share of the picture's size.
   *
   * @return at least 0; 0 if it stays inside or is not finite
   */
  static double overhang(TransformerOutput output) {
    double farthest = 1;
    for (float value : output.outline()) {
      if (!Float.isFinite(value)) {
        return 0;
      }
      farthest = Math.max(farthest, Math.abs(value));
    }
    return (farthest - 1) / 2;
  }

  /** Half-pixel coordinates: −1 and 1 are the outer edges. */
  private static String place(double normalized, int size) {
    return DisplayFormat.coordinate(bounded(normalized, size));
  }

  /** The place in pixels, not farther out than can be drawn. */
  static double bounded(double normalized, int size) {
    return (Math.max(-FARTHEST, Math.min(FARTHEST, normalized)) + 1) / 2 * size;
  }
}
