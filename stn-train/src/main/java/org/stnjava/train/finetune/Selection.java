package org.stnjava.train.finetune;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stnjava.models.layer.Weight;
import org.stnjava.savedmodel.tune.TunableModel;

/**
 * Which weights are trained, of those that may be.
 *
 * @param train trains the weights whose names it matches anywhere; all weights if it is absent
 * @param freeze freezes the weights whose names it matches anywhere, also those that {@code train}
 *     matches
 */
public record Selection(Optional<Pattern> train, Optional<Pattern> freeze) {

  /**
   * All weights that Python would train, and those that were added.
   *
   * @return the selection
   */
  public static Selection all() {
    return new Selection(Optional.empty(), Optional.empty());
  }

  /**
   * The weights of some names.
   *
   * @param names a regular expression, found anywhere in the name
   * @return the selection
   */
  public static Selection of(String names) {
    return new Selection(Optional.of(Pattern.compile(names)), Optional.empty());
  }

  /** Finds the weights. */
  List<Weight> of(TunableModel model) {
    List<Weight> candidates =
        model.weights().all().stream().filter(weight -> model.isTrainable(weight.name())).toList();
    List<Weight> selected = candidates.stream().filter(weight -> has(weight.name())).toList();
    if (selected.isEmpty()) {
      throw new IllegalArgumentException(
          candidates.isEmpty()
              ? "model: expected variables of float32 that can be trained but it has none"
              : "train: expected an expression that finds some of %s but %s finds none"
                  .formatted(candidates.stream().map(Weight::name).toList(), this));
    }
    return selected;
  }

  private boolean has(String name) {
    return train.map(pattern -> pattern.matcher(name).find()).orElse(true)
        && freeze.map(pattern -> !pattern.matcher(name).find()).orElse(true);
  }

  /** Names the expressions. */
  @Override
  public String toString() {
    return "'%s'%s"
        .formatted(
            train.map(Pattern::pattern).orElse(""),
            freeze.map(pattern -> " without '" + pattern + "'").orElse(""));
  }
}
