package org.stnjava.data;

import java.util.List;

/**
 * What a scene has drawn.
 *
 * @param labels the classes to be learned, as many as the scene has
 * @param placements where its objects went; empty where a scene does not record that
 */
@SuppressWarnings("ArrayRecordComponent") // Made and dropped with one image.
public record Drawn(int[] labels, List<Placement> placements) {

  /** Takes a copy of the list. */
  public Drawn {
    placements = List.copyOf(placements);
  }
}
