package org.stnjava.train.tensorboard;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stnjava.train.diagnose.WarpStatistics;
import org.stnjava.train.diagnose.WarpStatistics.SampleStatistics;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.event.WatchedTransformer;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * Writes a training run for TensorBoard: scalars, histograms of θ, images of what each transformer
 * reads, and the graph.
 *
 * <p><b>The caller closes it.</b> Not thread-safe.
 */
public final class TensorBoardListener implements TrainingListener, AutoCloseable {

  /** Enough for curves, few enough for small files. */
  private static final int STEPS_BETWEEN_LOSSES = 10;

  private static final int PICTURES = 3;
  private static final int MOST_HISTOGRAMS = 12;

  private final Path folder;
  private @Nullable EventFile file;

  /**
   * Creates a listener. It opens its file when training starts.
   *
   * @param folder the folder of the event files; created if it is missing
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
      scalar(summary, "loss/train", step.loss());
      scalar(summary, "learning_rate", step.rate());
      write(step.step(), summary);
    }
  }

  @Override
  public void onEvaluation(EvaluationEnded evaluation) {
    Summary.Builder summary = Summary.newBuilder();
    String set = evaluation.row().set().label();
    scalar(summary, "loss/" + set, evaluation.row().loss());
    scalar(summary, "error/" + set, evaluation.row().error());
    write(evaluation.row().step(), summary);
  }

  @Override
  public void onWatch(NetworkWatched watched) {
    Summary.Builder summary = Summary.newBuilder();
    scalar(summary, "gradient_norm/all", watched.gradients().norm());
    scalar(summary, "gradient_norm/localization", watched.gradients().localizationNorm());
    scalar(summary, "gradient_zeros/localization", watched.gradients().localizationZeros());
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
    WarpStatistics figures = WarpStatistics.of(transformer);
    String name = transformer.name();
    scalar(summary, name + "/outside_fraction", figures.mean(SampleStatistics::outside));
    scalar(summary, name + "/determinant", figures.mean(SampleStatistics::determinant));
    scalar(summary, name + "/max_singular_value", figures.mean(SampleStatistics::maxSingularValue));
    scalar(summary, name + "/min_singular_value", figures.mean(SampleStatistics::minSingularValue));
    scalar(summary, name + "/folded_fraction", figures.mean(SampleStatistics::folded));
    scalar(summary, name + "/theta_identity_distance", figures.identityDistance());
    scalar(summary, name + "/theta_deviation", figures.thetaDeviation());
    scalar(summary, name + "/zero_theta_gradient", figures.zeroThetaGradient());
  }

  /** One histogram for each element of θ, or a single one of all elements where there are many. */
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

  /** NaN stands for a value that was not measured; it is left out. */
  private static void scalar(Summary.Builder summary, String tag, double value) {
    if (!Double.isNaN(value)) {
      summary.addValueBuilder().setTag(tag).setSimpleValue((float) value);
    }
  }

  private void write(int step, Summary.Builder summary) {
    if (file == null) {
      throw new IllegalStateException("expected onStart before other events but got none");
    }
    file.write(Event.newBuilder().setStep(step).setSummary(summary));
  }
}
