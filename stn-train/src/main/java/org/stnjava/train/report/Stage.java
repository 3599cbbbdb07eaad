package org.stnjava.train.report;

import java.util.stream.Collectors;

/**
 * The drawing area of an image: the picture with a margin on each side.
 *
 * @param source the picture as an address
 * @param alt the drawing in words
 * @param width width of the picture in its pixels
 * @param height height of the picture in its pixels
 * @param viewBox the visible part in pixels of the picture
 * @param shownWidth width of the area in pixels of the page
 * @param dot radius of a corner's dot in pixels of the picture
 */
record Stage(
    String source,
    String alt,
    int width,
    int height,
    String viewBox,
    String shownWidth,
    String dot) {
  /** The longer side of a drawing, in pixels of the page. */
  private static final double LONGER_SIDE = 156;

  /** A dot is this share of the longer side: about four pixels of the page. */
  private static final double DOT = 0.028;

  static Stage of(AttendedSample sample, double margin) {
    Picture input = sample.input();
    double border = margin * Math.max(input.width(), input.height());
    double width = input.width() + 2 * border;
    double height = input.height() + 2 * border;
    double longer = Math.max(width, height);
    String place = Wording.coordinate(-border);
    return new Stage(
        PngUri.of(input),
        alt(sample),
        input.width(),
        input.height(),
        String.join(" ", place, place, Wording.coordinate(width), Wording.coordinate(height)),
        Wording.coordinate(LONGER_SIDE * width / longer),
        Wording.coordinate(DOT * longer));
  }

  private static String alt(AttendedSample sample) {
    int count = sample.transformers().size();
    String outlines =
        switch (count) {
          case 0 -> "";
          case 1 -> ", with the outline of what the transformer reads";
          default -> ", with the outlines of what %d transformers read".formatted(count);
        };
    String classes =
        sample.said().stream()
            .map(said -> String.valueOf(said.label()))
            .collect(Collectors.joining(" and "));
    return "Image of class %s%s".formatted(classes, outlines);
  }
}
