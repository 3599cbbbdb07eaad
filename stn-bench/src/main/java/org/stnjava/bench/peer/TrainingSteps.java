package org.stnjava.bench.peer;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.TrainingGraph;
import org.tensorflow.ndarray.Shape;
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
        workload, config, batch(classifier.input(), inputs), new TrainingGraph(classifier, config));
  }

  private static Batch batch(ImageShape shape, Inputs inputs) {
    ByteBuffer images = inputs.get(NetworkWorkload.IMAGES).bytes();
    byte[] pixels = new byte[images.remaining()];
    images.get(pixels);
    long[] labels = inputs.get(NetworkWorkload.LABELS).longs();
    int[] classes = new int[labels.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = Math.toIntExact(labels[i]);
    }
    return new Batch(shape.height(), shape.width(), pixels, classes);
  }

  /** {@inheritDoc} The logits at the start and, without dropout, the losses of the first steps. */
  @Override
  public Map<String, NpyArray> outputs() {
    Map<String, NpyArray> outputs = new LinkedHashMap<>();
    Shape shape = Shape.of(batch.size(), Network.CLASSES);
    outputs.put("logits", NpyArray.of(graph.logits(batch.images(), batch.size()), shape.asArray()));
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
    return graph.trace(batch, config.rates().rate(), ++step);
  }

  /**
   * Makes and frees what one step feeds.
   *
   * @return milliseconds
   */
  public double timeFeed() {
    return Contender.time(1, () -> graph.feed(batch, config.rates().rate(), step));
  }

  /** {@return the weights as they are, by name} */
  Map<String, float[]> weights() {
    return graph.weights();
  }

  @Override
  public double time(int repetitions) {
    return Contender.time(repetitions, this::step);
  }

  @Override
  public void close() {
    graph.close();
  }
}
