package org.stnjava.train.tensorboard;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.event.WatchedTransformer;
import org.stnjava.train.watch.SampleFigures;
import org.stnjava.train.watch.WarpFigures;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * Writes a training's course for TensorBoard: scalars, histograms of θ, what transformers attend
 * to, and the graph.
 *
 * <p><b>Whoever makes it closes it.</b>
 */
public final class TensorBoardListener implements TrainingListener, AutoCloseable {

  /** Enough for curves, few enough for small files. */
  private static final int STEPS_BETWEEN_LOSSES = 10;

  private static final int PICTURES = 3;
  private static final int MOST_HISTOGRAMS = 12;

  private final Path folder;
  private @Nullable EventFile file;

  /**
   * A listener that has heard nothing.
   *
   * @param folder where the events go; is made if need be
   */
  public TensorBoardListener(Path folder) {
    this.folder = folder;
  }

  @Override
  public void onStart(TrainingStarted started) {
    close();
    EventFile events = EventFile.create(folder, started.step());
    file = events;
    events.write(
        Event.newBuilder().setStep(started.step()).setGraphDef(started.graph().toByteString()));
  }

  @Override
  public void onStep(StepEnded step) {
    if (step.step() % STEPS_BETWEEN_LOSSES == 0) {
      Summary.Builder summary = Summary.newBuilder();
      scalar(summary, "train/loss", step.loss());
      scalar(summary, "train/rate", step.rate());
      write(step.step(), summary);
    }
  }

  @Override
  public void onEvaluation(EvaluationEnded evaluation) {
    Summary.Builder summary = Summary.newBuilder();
    scalar(summary, "test/loss", evaluation.row().testLoss());
    scalar(summary, "test/error", evaluation.row().testError());
    write(evaluation.row().step(), summary);
  }

  @Override
  public void onWatch(NetworkWatched watched) {
    Summary.Builder summary = Summary.newBuilder();
    scalar(summary, "gradient/norm", watched.gradients().norm());
    scalar(summary, "gradient/localization_norm", watched.gradients().localizationNorm());
    scalar(summary, "gradient/localization_zeros", watched.gradients().localizationZeros());
    for (WatchedTransformer transformer : watched.transformers()) {
      figures(summary, transformer);
      thetas(summary, transformer);
      pictures(summary, watched, transformer);
    }
    write(watched.step(), summary);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  private static void figures(Summary.Builder summary, WatchedTransformer transformer) {
    WarpFigures figures = WarpFigures.of(transformer);
    String name = transformer.name();
    scalar(summary, name + "/outside", figures.mean(SampleFigures::outside));
    scalar(summary, name + "/determinant", figures.mean(SampleFigures::determinant));
    scalar(summary, name + "/stretch", figures.mean(SampleFigures::stretch));
    scalar(summary, name + "/squeeze", figures.mean(SampleFigures::squeeze));
    scalar(summary, name + "/folded", figures.mean(SampleFigures::folded));
    scalar(summary, name + "/drift", figures.drift());
    scalar(summary, name + "/deviation", figures.deviation());
    scalar(summary, name + "/untaught", figures.untaught());
  }

  /** A histogram of each number of θ; of all in one where they are too many to look at. */
  private static void thetas(Summary.Builder summary, WatchedTransformer transformer) {
    int size = transformer.thetaSize();
    int histograms = size <= MOST_HISTOGRAMS ? size : 1;
    for (int number = 0; number < histograms; number++) {
      String name = histograms == 1 ? "/theta" : "/theta/" + number;
      summary
          .addValueBuilder()
          .setTag(transformer.name() + name)
          .setHisto(Histogram.of(transformer.theta(), number, histograms));
    }
  }

  private static void pictures(
      Summary.Builder summary, NetworkWatched watched, WatchedTransformer transformer) {
    boolean isPlane = transformer.transformer().generator().target().dimensions() == 2;
    int pictures =
        isPlane && watched.images().isPresent() ? Math.min(PICTURES, transformer.images()) : 0;
    for (int i = 0; i < pictures; i++) {
      summary
          .addValueBuilder()
          .setTag(transformer.name() + "/input_attended_output/" + i)
          .setImage(Triplet.of(watched.images().orElseThrow(), transformer, i));
    }
  }

  /** What is not a number is not measured, and left out. */
  private static void scalar(Summary.Builder summary, String tag, double value) {
    if (!Double.isNaN(value)) {
      summary.addValueBuilder().setTag(tag).setSimpleValue((float) value);
    }
  }

  private void write(int step, Summary.Builder summary) {
    if (file == null) {
      throw new IllegalStateException("expected a training that has started but heard of none");
    }
    file.write(Event.newBuilder().setStep(step).setSummary(summary));
  }
}
