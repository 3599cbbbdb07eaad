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
record DrawingArea(
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

  static DrawingArea of(GallerySample sample, double margin) {
    ReportImage input = sample.input();
    double border = margin * Math.max(input.width(), input.height());
    double width = input.width() + 2 * border;
    double height = input.height() + 2 * border;
    double longer = Math.max(width, height);
    String place = DisplayFormat.coordinate(-border);
    return new DrawingArea(
        input.dataUri(),
        alt(sample),
        input.width(),
        input.height(),
        String.join(
            " ", place, place, DisplayFormat.coordinate(width), DisplayFormat.coordinate(height)),
        DisplayFormat.coordinate(LONGER_SIDE * width / longer),
        DisplayFormat.coordinate(DOT * longer));
  }

  private static String alt(GallerySample sample) {
    int count = sample.transformers().size();
    String outlines =
        switch (count) {
          case 0 -> "";
          case 1 -> ", with the outline of what the transformer reads";
          default -> ", with the outlines of what %d transformers read".formatted(count);
        };
    String classes =
        sample.predictions().stream()
            .map(predicted -> String.valueOf(predicted.label()))
            .collect(Collectors.joining(" and "));
    return "Image of class %s%s".formatted(classes, outlines);
  }
}
