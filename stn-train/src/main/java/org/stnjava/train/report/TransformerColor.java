package org.stnjava.train.report;

import java.awt.Color;
import java.util.List;

/**
 * The color and the dashes that stand for a transformer wherever it is drawn.
 *
 * <p>The colors are those of Okabe and Ito that show on a dark image, which readers with any color
 * vision can tell apart; the dashes do so without color.
 *
 * @param index position in the order of transformers
 * @param hex red, green and blue
 * @param dash lengths of line and gap as SVG wants them, or {@code none}
 */
record TransformerColor(int index, String hex, String dash) {
  private static final List<TransformerColor> ALL =
      List.of(
          new TransformerColor(0, "#e69f00", "none"),
          new TransformerColor(1, "#56b4e9", "6 3"),
          new TransformerColor(2, "#cc79a7", "2 3"),
          new TransformerColor(3, "#009e73", "9 3 2 3"),
          new TransformerColor(4, "#f0e442", "4 2"),
          new TransformerColor(5, "#d55e00", "12 4"));

  static List<TransformerColor> all() {
    return ALL;
  }

  /** Transformers after the last color take the first ones again. */
  static TransformerColor of(int transformer) {
    return ALL.get(transformer % ALL.size());
  }

  Color color() {
    return Color.decode(hex);
  }

  /** Lengths of line and gap; none for a whole line. */
  float[] dashes() {
    if (dash.equals("none")) {
      return new float[0];
    }
    List<String> lengths = List.of(dash.split(" ", -1));
    float[] dashes = new float[lengths.size()];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] = Float.parseFloat(lengths.get(i));
    }
    return dashes;
  }
}
