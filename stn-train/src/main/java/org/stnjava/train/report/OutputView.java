package org.stnjava.train.report;

/**
 * What one transformer passed on, as the page shows it.
 *
 * @param color index of the transformer's color
 * @param name the transformer's name
 * @param source the picture as an address
 * @param alt the picture in words
 * @param drawn whether its outline could be drawn
 * @param took the object that it took, or empty where no objects are known
 */
record OutputView(int color, String name, String source, String alt, boolean drawn, String took) {
  static OutputView of(Attended attended, int color, boolean drawn, String took) {
    String alt = "What %s passed on".formatted(attended.name());
    return new OutputView(color, attended.name(), PngUri.of(attended.output()), alt, drawn, took);
  }
}
