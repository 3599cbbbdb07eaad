package org.stnjava.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of an option that is given several times, each as {@code NAME=VALUE}. */
final class Named {

  private Named() {}

  /**
   * Takes the values apart.
   *
   * @param option such as {@code --input}
   * @param values as they were written
   * @return values by name, in the order given
   * @throws IllegalArgumentException if there is no {@code =} or a name comes twice
   */
  static Map<String, String> parse(String option, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String text : values) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new IllegalArgumentException(
            "%s: expected NAME=VALUE but got '%s'".formatted(option, text));
      }
      String name = text.substring(0, equals);
      if (named.put(name, text.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "%s: expected one value a name but got two for '%s'".formatted(option, name));
      }
    }
    return named;
  }
}
