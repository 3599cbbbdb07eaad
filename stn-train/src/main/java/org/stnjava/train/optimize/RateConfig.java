package org.stnjava.train.optimize;

import java.util.Optional;

/**
 * How fast which weights learn, and when.
 *
 * @param rate the largest learning rate, at least 0
 * @param schedule how it changes
 * @param warmUp over how many steps it rises from nothing at first, at least 0
 * @param localizationRate what it is multiplied with for localization networks, at least 0; 0
 *     freezes them
 * @param groups weights with other factors; they come before {@code localizationRate}
 */
public record RateConfig(
    double rate, Schedule schedule, int warmUp, double localizationRate, ParameterGroups groups) {

  /** What the paper multiplies the rate of localization networks with (appendix A.2). */
  public static final double CAREFUL = 0.1;

  /** Checks the ranges. */
  public RateConfig {
    Ranges.requireAtLeastZero("rate", rate);
    Ranges.require(warmUp >= 0, "warmUp", "at least 0", warmUp);
    Ranges.requireAtLeastZero("localizationRate", localizationRate);
  }

  /**
   * A rate with a tenth of it for localization networks.
   *
   * @param rate the largest learning rate
   * @param schedule how it changes
   * @return the rates
   */
  public static RateConfig of(double rate, Schedule schedule) {
    return new RateConfig(rate, schedule, 0, CAREFUL, ParameterGroups.NONE);
  }

  /**
   * The same with another factor for localization networks.
   *
   * @param other at least 0
   * @return a copy
   */
  public RateConfig withLocalizationRate(double other) {
    return new RateConfig(rate, schedule, warmUp, other, groups);
  }

  /**
   * The same with other groups.
   *
   * @param other weights with factors of their own
   * @return a copy
   */
  public RateConfig withGroups(ParameterGroups other) {
    return new RateConfig(rate, schedule, warmUp, localizationRate, other);
  }

  /**
   * The learning rate of a step.
   *
   * @param step the step's number, from 1
   * @param done the fraction of the training run that is done before it
   * @return the rate before any factor of a group
   */
  public double at(long step, double done) {
    return schedule.rate(rate, done) * Math.min(1, step / (double) Math.max(1, warmUp));
  }

  /**
   * The group of a weight.
   *
   * @param name the weight's name
   * @return the group, if the weight has a rate of its own
   */
  public Optional<ParameterGroup> group(String name) {
    ParameterGroup localization = ParameterGroup.localization(localizationRate);
    return groups
        .of(name)
        .or(() -> localization.has(name) ? Optional.of(localization) : Optional.empty());
  }
}
