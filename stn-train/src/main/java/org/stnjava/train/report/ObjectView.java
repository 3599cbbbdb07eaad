package org.stnjava.train.report;

import java.util.List;
import java.util.stream.IntStream;
import org.stnjava.train.metric.Box;

/**
 * Where an object lies, in the units of the drawing, which are pixels of the input.
 *
 * @param number the object's number as people count
 * @param x left edge
 * @param y upper edge
 * @param width how wide
 * @param height how high
 * @param right right edge, where its number stands: the dots of outlines are at the left
 * @param bottom lower edge
 */
record ObjectView(
    int number, String x, String y, String width, String height, String right, String bottom) {
  static List<ObjectView> of(List<Box> objects) {
    return IntStream.range(0, objects.size()).mapToObj(i -> of(i + 1, objects.get(i))).toList();
  }

  private static ObjectView of(int number, Box box) {
    return new ObjectView(
        number,
        Wording.coordinate(box.left()),
        Wording.coordinate(box.top()),
        Wording.coordinate(box.right() - box.left()),
        Wording.coordinate(box.bottom() - box.top()),
        Wording.coordinate(box.right()),
        Wording.coordinate(box.bottom()));
  }
}
