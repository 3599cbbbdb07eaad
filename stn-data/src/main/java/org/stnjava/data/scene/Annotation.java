package org.stnjava.data.scene;

import java.util.List;

/**
 * What a scene has drawn.
 *
 * @param labels the classes to be learned, as many as the scene has
 * @param placements where its objects went; empty where a scene does not record that
 */
@SuppressWarnings("ArrayRecordComponent") // Made and dropped with one image.
public record Annotation(int[] labels, List<Placement> placements) {

  /** Takes a copy of the list. */
  public Annotation {
    placements = List.copyOf(placements);
  }
}
