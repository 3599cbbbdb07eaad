package org.stnjava.train.loop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.train.data.Batch;
import org.stnjava.train.data.BatchStream;
import org.stnjava.train.data.Distortion;
import org.stnjava.train.data.LabeledImages;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.MetricRow;

/**
 * The training loop: batches in, updated weights out, and listeners told of it.
 *
 * <p>The same configuration, data and budget in steps or epochs give the same weights, bit for bit,
 * on the same number of cores.
 *
 * @param classifier the network
 * @param config how to train it
 * @param listeners who hears of it, in their order
 */
public record Trainer(Classifier classifier, TrainConfig config, List<TrainingListener> listeners) {

  /** Takes a copy of the list. */
  public Trainer {
    listeners = List.copyOf(listeners);
  }

  /**
   * Trains.
   *
   * @param train undistorted images to learn from
   * @param distortion what is done to them, anew in each epoch
   * @param test images to test on, as they are
   * @return the trained weights by name
   * @throws IllegalStateException if the loss is no longer finite
   */
  public Map<String, float[]> train(
      LabeledImages train, Distortion distortion, LabeledImages test) {
    try (TrainingGraph graph = new TrainingGraph(classifier, config);
        BatchStream batches =
            BatchStream.of(train, distortion, config.batch(), config.seed()).prefetched()) {
      listeners.forEach(
          listener ->
              listener.onStart(new TrainingStarted(graph.parameters(), train.size(), test.size())));
      new Course(graph, batches, train.size(), test).run();
      return graph.weights();
    }
  }

  /** One training from its first step to its last. */
  private final class Course {

    private final TrainingGraph graph;
    private final BatchStream batches;
    private final int trainSize;
    private final LabeledImages test;
    private final long start = System.nanoTime();
    private int step;
    private double used;
    private double rate;
    private double lossSum;
    private int lossCount;

    Course(TrainingGraph graph, BatchStream batches, int trainSize, LabeledImages test) {
      this.graph = graph;
      this.batches = batches;
      this.trainSize = trainSize;
      this.test = test;
    }

    void run() {
      int evaluated = 0;
      while (used < 1) {
        step();
        int due = (int) Math.min(config.evaluations(), used * config.evaluations());
        if (due > evaluated) {
          evaluate();
          evaluated = due;
        }
      }
    }

    private void step() {
      rate = config.schedule().rate(config.rate(), used);
      Batch batch = batches.next();
      float loss = graph.step(batch, rate, step + 1L);
      step++;
      if (!Float.isFinite(loss)) {
        throw new IllegalStateException(
            "the loss is %s at step %d; a lower rate than %s may help".formatted(loss, step, rate));
      }
      lossSum += loss;
      lossCount++;
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      used = config.budget().used(step, epochs(), elapsed);
      tell(loss, elapsed);
    }

    private void tell(double loss, Duration elapsed) {
      double seconds = elapsed.toNanos() / 1e9;
      double share = Math.min(1, used);
      StepEnded ended =
          new StepEnded(
              step,
              loss,
              rate,
              (double) step * config.batch() / seconds,
              share,
              Duration.ofMillis((long) (1000 * seconds * (1 - share) / share)));
      listeners.forEach(listener -> listener.onStep(ended));
    }

    private void evaluate() {
      Evaluation evaluation = graph.evaluate(test);
      MetricRow row =
          new MetricRow(
              step, epochs(), lossSum / lossCount, evaluation.meanLoss(), evaluation.error(), rate);
      lossSum = 0;
      lossCount = 0;
      listeners.forEach(listener -> listener.onEvaluation(new EvaluationEnded(row)));
    }

    private double epochs() {
      return (double) step * config.batch() / trainSize;
    }
  }
}
