package org.stnjava.train.experiment.paper;

import java.util.HashMap;
import java.util.Map;
import org.stnjava.data.composite.Scattered;
import org.stnjava.data.scene.Scene;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.RunConfig;
import org.stnjava.train.objective.Objective;

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

  /**
   * Windows that are fined outside of 0.3 to 0.4 of the image's sides, as large as the digits with
   * their margins: a classifier that reads small digits well leaves its transformers no other
   * reason to close in on them.
   */
  @Override
  public RunConfig defaults() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("objects", FEWEST);
    settings.put("net", "parallel-st-cnn");
    settings.put("transform", "attention");
    settings.put("start", "tiles");
    settings.put("budget", "2500 steps");
    settings.put("rate", 5e-4);
    settings.put("localizationRate", 2);
    settings.put("boundPenalty", 3);
    settings.put("leastScale", 0.3);
    settings.put("mostScale", 0.4);
    settings.put("mostShift", 0.7);
    return RunConfig.of(this, Schedules.twoThousandSteps()).with(settings);
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
    return Objective.permutationInvariantCrossEntropy();
  }
}
