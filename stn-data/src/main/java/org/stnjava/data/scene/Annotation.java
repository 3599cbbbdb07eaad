package org.stnjava.data.scene;

import java.util.List;

/**
 * The ground truth of an image.
 *
 * @param labels the classes, as many as the layout of the scene has
 * @param boxes the boxes of its objects; empty where a scene does not record them
 */
@SuppressWarnings("ArrayRecordComponent") // Made and dropped with one image.
public record Annotation(int[] labels, List<RotatedBox> boxes) {

  /** Takes a copy of the list. */
  public Annotation {
    boxes = List.copyOf(boxes);
  }
}
