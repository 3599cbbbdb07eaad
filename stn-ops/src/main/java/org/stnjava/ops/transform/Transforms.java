package org.stnjava.ops.transform;

import java.util.List;

/** The transforms that come with the toolkit, by name. */
public final class Transforms {

  private static final List<Transform> ALL = List.of(new Affine());

  private Transforms() {}

  /**
   * Finds a transform.
   *
   * @param name its {@link Transform#name()}
   * @return the transform
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static Transform byName(String name) {
    return ALL.stream()
        .filter(transform -> transform.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "transform: expected one of %s but got '%s'".formatted(names(), name)));
  }

  /**
   * The names of all transforms.
   *
   * @return the names, in the order of growing freedom
   */
  public static List<String> names() {
    return ALL.stream().map(Transform::name).toList();
  }
}
