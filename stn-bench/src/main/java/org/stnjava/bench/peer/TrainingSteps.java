package org.stnjava.bench.peer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.loop.TrainConfig;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.StepStats;

/**
 * The toolkit's training, one step after the other on the same batch, <b>to be closed</b>.
 *
 * <p>Images come as bytes and the loss is read, as in every training.
 */
public final class TrainingSteps implements Contender {

  /** Losses that are compared. */
  private static final int COMPARED = 3;

  private final NetworkWorkload workload;
  private final TrainConfig config;
  private final Batch batch;
  private final TrainingGraph graph;
  private long step;

  private TrainingSteps(
      NetworkWorkload workload, TrainConfig config, Batch batch, TrainingGraph graph) {
    this.workload = workload;
    this.config = config;
    this.batch = batch;
    this.graph = graph;
  }

  /**
   * Builds the training.
   *
   * @param workload what is trained
   * @param inputs the batch; weights start at their own first values for the seed
   * @param sampler how the transformer reads images
   * @param seed of the weights
   * @return the training before its first step
   */
  public static TrainingSteps of(
      NetworkWorkload workload, Inputs inputs, Sampler sampler, long seed) {
    Classifier classifier = workload.network().classifier(sampler);
    TrainConfig config = workload.network().config(workload.batch(), seed);
    return new TrainingSteps(
        workload,
        config,
        batch(classifier.input(), inputs),
        new TrainingGraph(NetworkTrainable.of(classifier), config.updates(), config.seed()));
  }

  private static Batch batch(ImageShape shape, Inputs inputs) {
    ByteBuffer images = inputs.get(NetworkWorkload.IMAGES).bytes();
    byte[] pixels = new byte[images.remaining()];
    images.get(pixels);
    long[] labels = inputs.get(NetworkWorkload.LABELS).longs();
    int[] classes = Arrays.stream(labels).mapToInt(Math::toIntExact).toArray();
    LabeledImages labeled =
        new LabeledImages(shape.height(), shape.width(), shape.channels(), pixels, classes);
    return Examples.of(labeled).slice(0, labeled.size());
  }

  /** {@inheritDoc} The logits at the start and, without dropout, the losses of the first steps. */
  @Override
  public Map<String, NpyArray> outputs() {
    Map<String, NpyArray> outputs = new LinkedHashMap<>();
    Shape shape = Shape.of(batch.size(), Network.CLASSES);
    outputs.put("logits", NpyArray.of(graph.logits(batch), shape.asArray()));
    if (!workload.network().isRandom()) {
      float[] losses = new float[COMPARED];
      for (int i = 0; i < COMPARED; i++) {
        losses[i] = step();
      }
      outputs.put("losses", NpyArray.of(losses, COMPARED));
    }
    return outputs;
  }

  /**
   * Makes one update.
   *
   * @return the loss before it
   */
  public float step() {
    return graph.step(batch, config.rates().rate(), ++step);
  }

  /**
   * Makes one update while TensorFlow takes notes.
   *
   * @return when each operation ran
   */
  public StepStats trace() {
    RunOptions options =
        RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
    Session.Runner runner = graph.prepare(batch, config.rates().rate(), ++step);
    try (Result result = runner.setOptions(options).runAndFetchMetadata()) {
      return result.getMetadata().orElseThrow().getStepStats();
    }
  }

  /**
   * Makes and frees what one step feeds.
   *
   * @return milliseconds
   */
  public double timeFeed() {
    return Timing.of(1, () -> graph.prepare(batch, config.rates().rate(), step)).millis();
  }

  /** {@return the weights as they are, by name} */
  Map<String, float[]> weights() {
    return graph.weights();
  }

  @Override
  public Timing time(int repetitions) {
    return Timing.of(repetitions, this::step);
  }

  @Override
  public void close() {
    graph.close();
  }
}
