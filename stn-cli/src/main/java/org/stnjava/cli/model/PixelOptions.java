package org.stnjava.cli.model;

import java.util.Optional;
import org.stnjava.cli.common.Arguments;
import org.stnjava.cli.common.Failures;
import org.stnjava.savedmodel.classify.InputRange;
import org.stnjava.savedmodel.classify.PixelScaling;
import picocli.CommandLine.Option;

/** The values that a model is fed for the pixels of images. */
public final class PixelOptions {

  @Option(
      names = "--input-range",
      paramLabel = "0..1|0..255|-1..1",
      description =
          "The values of black and white that the model expects (default: what its first operations"
              + " tell, or else 0..1, of integers 0..255).")
  private Optional<String> range = Optional.empty();

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "In place of a range: the model is fed S * x + O, with x in 0..1.")
  private Optional<Double> scale = Optional.empty();

  @Option(
      names = "--offset",
      paramLabel = "O",
      description = "See --scale (default: 0, with --scale 1).")
  private Optional<Double> offset = Optional.empty();

  /** Says whether any of the options is given. */
  public boolean isGiven() {
    return range.isPresent() || scale.isPresent() || offset.isPresent();
  }

  /**
   * Gives what was chosen.
   *
   * @return empty if that is left to the model
   * @throws IllegalArgumentException if a value is no range or not finite, or both a range and
   *     numbers are given
   */
  public Optional<PixelScaling> scaling() {
    boolean hasNumbers = scale.isPresent() || offset.isPresent();
    if (range.isPresent() && hasNumbers) {
      throw new IllegalArgumentException(
          "--input-range %s: expected either a range or --scale and --offset but got both"
              .formatted(range.get()));
    }
    if (hasNumbers) {
      return Optional.of(
          Arguments.named(() -> new PixelScaling(scale.orElse(1.0), offset.orElse(0.0))));
    }
    return range.map(text -> Failures.named("--input-range", () -> PixelScaling.ofRange(text)));
  }

  /** Describes which operation of the model the range was derived from, if no option gave it. */
  public static Optional<String> note(InputRange range) {
    return range
        .evidence()
        .map(
            node ->
                "input range %s, as the model's first operations tell (%s); --input-range chooses another"
                    .formatted(range.scaling(), node));
  }
}
