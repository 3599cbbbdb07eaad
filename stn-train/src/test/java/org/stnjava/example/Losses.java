package org.stnjava.example;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;

/** Records the loss of every step. */
final class Losses implements TrainingListener {

  private final List<Double> losses = new ArrayList<>();

  @Override
  public void onStep(StepEnded step) {
    losses.add(step.loss());
  }

  List<Double> all() {
    return List.copyOf(losses);
  }
}
