package org.stnjava.train.experiment.paper;

import java.util.Map;
import org.stnjava.train.data.Scene;
import org.stnjava.train.data.distortion.Scattered;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.loop.Objective;

/**
 * Several digits anywhere in an image, each to be found by a transformer of its own (section 3.4).
 */
public record SeveralDigits() implements Experiment {

  private static final int FEWEST = 2;
  private static final int MOST = 4;

  @Override
  public String name() {
    return "multi-digit";
  }

  @Override
  public String summary() {
    return "two to four digits placed in 60x60 pixels, each classified by a transformer of its own";
  }

  @Override
  public String published() {
    return "nothing published";
  }

  @Override
  public RunConfig defaults() {
    return RunConfig.of(this, Schedules.twoThousandSteps())
        .with(
            Map.of(
                "objects", FEWEST,
                "net", "parallel-st-cnn",
                "transform", "attention",
                "transformers", 0,
                "start", "tiles"));
  }

  @Override
  public Scene scene(RunConfig config) {
    if (config.objects() < FEWEST || config.objects() > MOST) {
      throw new IllegalArgumentException(
          "objects: expected %d to %d but got %d".formatted(FEWEST, MOST, config.objects()));
    }
    return Scattered.digits(config.objects());
  }

  @Override
  public Objective objective(RunConfig config) {
    return Objective.crossEntropyInAnyOrder();
  }
}
