package org.stnjava.data.distortion;

import java.util.List;
import org.stnjava.data.scene.Distortion;

/** The distortions by name, each with the paper's setting. */
public final class Distortions {

  private static final List<Distortion> ALL =
      List.of(
          new Identity(),
          Rotated.paper(),
          RotatedScaledTranslated.paper(),
          Projected.paper(),
          Elastic.paper(),
          Translated.paper(),
          Cluttered.paper());

  private Distortions() {}

  /**
   * Returns the distortion of a name.
   *
   * @param name one of {@link #names()}
   * @return the distortion with the paper's setting
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Distortion byName(String name) {
    return ALL.stream()
        .filter(distortion -> distortion.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "distortion: expected one of "
                        + String.join(", ", names())
                        + " but got "
                        + name));
  }

  /**
   * Returns the names.
   *
   * @return none, r, rts, p, e, t, tc
   */
  public static List<String> names() {
    return ALL.stream().map(Distortion::name).toList();
  }
}
