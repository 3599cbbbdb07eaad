package org.stnjava.train.optimize;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.stnjava.models.transformer.SpatialTransformer;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Weights that are trained at a rate of their own.
 *
 * @param names a regular expression; weights with a match in their name belong here
 * @param factor what the learning rate is multiplied with, at least 0; 0 freezes the weights
 * @param frozen for how many steps they are frozen at first, at least 0
 * @param warmUp over how many steps their rate then rises from nothing, at least 0
 */
public record ParameterGroup(String names, double factor, int frozen, int warmUp) {

  private static final Pattern TEXT =
      Pattern.compile("(.+)=([^ =]+)(?: frozen (\\d{1,9}))?(?: warm-up (\\d{1,9}))?");

  /** Checks the ranges and the expression. */
  public ParameterGroup {
    Ranges.requireAtLeastZero("factor", factor);
    Ranges.require(frozen >= 0, "frozen", "at least 0", frozen);
    Ranges.require(warmUp >= 0, "warmUp", "at least 0", warmUp);
    try {
      Pattern.compile(names);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "groups: expected a regular expression but got '%s': %s"
              .formatted(names, e.getDescription()),
          e);
    }
  }

  /**
   * The weights of all localization networks.
   *
   * @param factor what the learning rate is multiplied with
   * @return the group
   */
  public static ParameterGroup localization(double factor) {
    return new ParameterGroup("/" + SpatialTransformer.LOCALIZATION + "/", factor, 0, 0);
  }

  /**
   * Reads a group such as {@code classifier/fc=0.5 frozen 100 warm-up 50}.
   *
   * @param text expression=factor, and the steps where they are not 0
   * @return the group
   * @throws IllegalArgumentException if the text is none
   */
  public static ParameterGroup parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (matcher.matches()) {
      try {
        return new ParameterGroup(
            matcher.group(1),
            Double.parseDouble(matcher.group(2)),
            steps(matcher, 3),
            steps(matcher, 4));
      } catch (NumberFormatException e) {
        throw notOne(text);
      }
    }
    throw notOne(text);
  }

  /**
   * Whether a weight belongs to the group.
   *
   * @param name the weight's name
   * @return whether a part of it matches
   */
  public boolean has(String name) {
    return Pattern.compile(names).matcher(name).find();
  }

  /**
   * The group's rate at a step.
   *
   * @param tf where to build
   * @param step the general rate and the step's number
   * @return the rate with the factor, after freezing and warming up
   */
  StepInputs at(Ops tf, StepInputs step) {
    Operand<TFloat32> rate = tf.math.mul(step.rate(), tf.constant((float) factor));
    if (frozen > 0 || warmUp > 0) {
      Operand<TFloat32> trained =
          tf.math.sub(tf.dtypes.cast(step.number(), TFloat32.class), tf.constant((float) frozen));
      Operand<TFloat32> share =
          tf.clipByValue(
              tf.math.div(trained, tf.constant((float) Math.max(1, warmUp))),
              tf.constant(0f),
              tf.constant(1f));
      rate = tf.math.mul(rate, share);
    }
    return new StepInputs(rate, step.number());
  }

  /** {@return the text that {@link #parse} reads} */
  @Override
  public String toString() {
    return names
        + "="
        + factor
        + (frozen > 0 ? " frozen " + frozen : "")
        + (warmUp > 0 ? " warm-up " + warmUp : "");
  }

  private static int steps(Matcher matcher, int group) {
    String steps = matcher.group(group);
    return steps == null ? 0 : Integer.parseInt(steps);
  }

  private static IllegalArgumentException notOne(String text) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "groups: expected EXPRESSION=FACTOR, then 'frozen STEPS' and 'warm-up STEPS' if wanted, but got '%s'",
            text.strip()));
  }
}
