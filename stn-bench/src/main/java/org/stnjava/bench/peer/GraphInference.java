package org.stnjava.bench.peer;

import java.util.Map;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Inference in the process that built the network, <b>to be closed</b>. */
public final class GraphInference implements Contender {

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Shape shape;
  private final float[] images;
  private final Placeholder<TFloat32> image;
  private final Operand<TFloat32> logits;

  /**
   * Builds the network.
   *
   * @param workload the network
   * @param inputs images and weights
   * @param sampler how the transformer reads images
   */
  public GraphInference(NetworkWorkload workload, Inputs inputs, Sampler sampler) {
    Classifier classifier = workload.network().classifier(sampler);
    ImageShape input = classifier.input();
    Ops tf = Ops.create(graph);
    Shape any = Shape.of(-1, input.height(), input.width(), input.channels());
    image = tf.placeholder(TFloat32.class, Placeholder.shape(any));
    Weights weights = new Weights(graph, 0);
    logits = classifier.classify(tf, ModelScope.inference(weights), image).logits();
    weights.write(session, ExportedInference.weights(inputs));
    images = ExportedInference.images(inputs);
    shape = Shape.of(workload.batch()).append(any.tail());
  }

  @Override
  public Map<String, NpyArray> outputs() {
    try (TFloat32 fed = TFloat32.tensorOf(shape, DataBuffers.of(images));
        Result result = session.runner().feed(image, fed).fetch(logits).run()) {
      return Map.of("logits", NpyTensors.array((TFloat32) result.get(0)));
    }
  }

  @Override
  public Timing time(int repetitions) {
    return Timing.of(repetitions, this::outputs);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
