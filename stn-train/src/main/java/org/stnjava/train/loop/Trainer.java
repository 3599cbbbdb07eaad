package org.stnjava.train.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.diagnose.Alarms;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;

/**
 * The training loop: batches in, updated weights out, and listeners told of it.
 *
 * <p>The same configuration, data and budget in steps or epochs give the same weights, bit for bit,
 * on the same number of cores.
 *
 * @param classifier the network
 * @param objective what is made small, together with the network's penalties
 * @param config how to train it
 * @param listeners who hears of it, in their order
 */
public record Trainer(
    Classifier classifier,
    Objective objective,
    TrainConfig config,
    List<TrainingListener> listeners) {

  /** Takes a copy of the list. */
  public Trainer {
    listeners = List.copyOf(listeners);
  }

  /**
   * Trains by cross entropy.
   *
   * @param classifier the network
   * @param config how to train it
   * @param listeners who hears of it, in their order
   */
  public Trainer(Classifier classifier, TrainConfig config, List<TrainingListener> listeners) {
    this(classifier, Objective.crossEntropy(), config, listeners);
  }

  /**
   * The same with others who hear of it.
   *
   * @param others the listeners, in their order
   * @return a copy
   */
  public Trainer with(List<TrainingListener> others) {
    return new Trainer(classifier, objective, config, others);
  }

  /**
   * Trains.
   *
   * @param train images to learn from
   * @param scene what is made of them, anew in each epoch
   * @param test images to test on, as they are
   * @return the trained weights by name
   * @throws LossNotFinite if the loss is infinite or not a number
   * @throws IllegalArgumentException if the images have other numbers of labels than the network
   */
  public Map<String, float[]> train(LabeledImages train, Scene scene, LabeledImages test) {
    return train(new TrainingSets(train, scene, test), Checkpoints.none(), () -> false);
  }

  /**
   * Trains in this process, and keeps the state on the way; or continues where a training stopped,
   * as if it had not.
   *
   * @param sets the images
   * @param checkpoints where to begin, and what to keep
   * @param stop asked before each step whether to end here; the state is kept then
   * @return the trained weights by name
   * @throws TrainingStopped if it was asked to
   * @throws LossNotFinite if the loss is infinite or not a number
   * @throws IllegalArgumentException if the checkpoint to begin at is damaged or of another
   *     network, or the images have other numbers of labels than the network
   * @throws java.io.UncheckedIOException if the state cannot be kept
   */
  public Map<String, float[]> train(
      TrainingSets sets, Checkpoints checkpoints, BooleanSupplier stop) {
    return train(sets, checkpoints, stop, Engine.here());
  }

  /**
   * Trains on an engine, else the same.
   *
   * @param sets the images
   * @param checkpoints where to begin, and what to keep
   * @param stop asked before each step whether to end here; the state is kept then
   * @param engine where it is computed; hears of the end
   * @return the trained weights by name
   */
  public Map<String, float[]> train(
      TrainingSets sets, Checkpoints checkpoints, BooleanSupplier stop, Engine engine) {
    requireLabels(sets.scene().layout(sets.train().spec()).labels());
    requireLabels(sets.test().labelsPerImage());
    try (TrainingGraph graph = engine.graph(this)) {
      try {
        Course course = new Course(this, graph, sets, checkpoints);
        announce(course, graph);
        course.run(engine, stop);
        Map<String, float[]> weights = graph.weights();
        engine.ended(Optional.empty());
        return weights;
      } catch (RuntimeException e) {
        engine.ended(Optional.of(e));
        throw e;
      }
    }
  }

  private void announce(Course course, TrainingGraph graph) {
    TrainingStarted started = course.started();
    listeners.forEach(listener -> listener.onStart(started));
    if (started.step() == 0) {
      Alarms.onFeatures(graph.transformersOnFeatures())
          .ifPresent(alarm -> listeners.forEach(listener -> listener.onAlarm(alarm)));
    }
  }

  private void requireLabels(int labels) {
    if (labels != classifier.labels()) {
      throw new IllegalArgumentException(
          "labels: expected %d an image, as %s classifies, but got %d"
              .formatted(classifier.labels(), classifier.name(), labels));
    }
  }
}
