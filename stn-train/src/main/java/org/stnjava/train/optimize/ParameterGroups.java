package org.stnjava.train.optimize;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.base.Splitter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Groups of weights with rates of their own; a weight belongs to the first that has it.
 *
 * @param all the groups
 */
public record ParameterGroups(List<ParameterGroup> all) {

  /** No groups. */
  public static final ParameterGroups NONE = new ParameterGroups(List.of());

  /** Takes a copy of the list. */
  public ParameterGroups {
    all = List.copyOf(all);
  }

  /**
   * Reads groups such as {@code conv1=0; fc=0.5 warm-up 100}.
   *
   * @param text groups as {@link ParameterGroup#parse} reads them, separated by semicolons
   * @return the groups
   * @throws IllegalArgumentException if one of them is none
   */
  @JsonCreator
  public static ParameterGroups parse(String text) {
    return new ParameterGroups(
        Splitter.on(';')
            .trimResults()
            .omitEmptyStrings()
            .splitToStream(text)
            .map(ParameterGroup::parse)
            .toList());
  }

  /**
   * The group of a weight.
   *
   * @param name the weight's name
   * @return the first group that has it
   */
  public Optional<ParameterGroup> of(String name) {
    return all.stream().filter(group -> group.has(name)).findFirst();
  }

  /**
   * Refuses groups without weights, which are mistyped names most of the time.
   *
   * @param names all weights' names
   * @throws IllegalArgumentException if a group has none of them
   */
  public void requireWeights(Collection<String> names) {
    for (ParameterGroup group : all) {
      if (names.stream().noneMatch(group::has)) {
        throw new IllegalArgumentException(
            "groups: expected an expression that matches a weight but '%s' matches none of %s"
                .formatted(group.names(), names));
      }
    }
  }

  /** {@return the text that {@link #parse} reads} */
  @JsonValue
  @Override
  public String toString() {
    return all.stream().map(ParameterGroup::toString).collect(Collectors.joining("; "));
  }
}
