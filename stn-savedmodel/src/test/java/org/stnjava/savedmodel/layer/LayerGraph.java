package org.stnjava.savedmodel.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A layer in a graph and a session of its own, <b>to be closed</b>. */
final class LayerGraph implements AutoCloseable {

  final Graph graph = new Graph();
  final Session session = new Session(graph);
  final Ops tf = Ops.create(graph);
  final Weights weights = new Weights(graph, 0);
  final Placeholder<TFloat32> x;
  final Operand<TFloat32> y;

  private LayerGraph(Layer layer, Shape shape, boolean training) {
    x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    ModelScope scope =
        training
            ? ModelScope.training(weights, tf.constant(new long[] {1, 2}))
            : ModelScope.inference(weights);
    y = layer.apply(tf, scope.child("net"), x);
    weights.initialize(session);
  }

  static LayerGraph inference(Layer layer, long... shape) {
    return new LayerGraph(layer, Shape.of(shape), false);
  }

  static LayerGraph training(Layer layer, long... shape) {
    return new LayerGraph(layer, Shape.of(shape), true);
  }

  float[] compute(Tensor input) {
    return fetch(List.of(y.asOutput()), input).get(0);
  }

  /** The gradients of the sum of y's squares with respect to the weights, and to x as "x". */
  Map<String, float[]> gradients(Tensor input) {
    List<String> names = new ArrayList<>();
    List<Output<?>> places = new ArrayList<>();
    for (Weight weight : weights.trainable()) {
      names.add(weight.name());
      places.add(weight.handle().asOutput());
    }
    names.add("x");
    places.add(x.asOutput());
    Operand<TFloat32> loss =
        tf.reduceSum(tf.math.square(y), tf.range(tf.constant(0), tf.rank(y), tf.constant(1)));
    List<float[]> values =
        fetch(
            List.of(graph.addGradients(loss.asOutput(), places.toArray(Output<?>[]::new))), input);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      gradients.put(names.get(i), values.get(i));
    }
    return gradients;
  }

  /** Runs the operations of {@link ModelScope#onStep}. */
  void step(Tensor input) {
    Session.Runner runner = session.runner().feed(x, input);
    for (Op operation : weights.stepOperations(tf)) {
      runner.addTarget(operation);
    }
    runner.run().close();
  }

  private List<float[]> fetch(List<Output<?>> outputs, Tensor input) {
    Session.Runner runner = session.runner().feed(x, input);
    outputs.forEach(runner::fetch);
    List<float[]> values = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < outputs.size(); i++) {
        values.add(floats(result.get(i)));
      }
    }
    return values;
  }

  static float[] floats(Tensor tensor) {
    float[] values = new float[(int) tensor.size()];
    ((TFloat32) tensor).copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values)));
    return values;
  }

  static TFloat32 images(int seed, long... shape) {
    float[] pixels = new float[(int) Shape.of(shape).size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = ((i + seed) * 37 % 101) / 101f;
    }
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(pixels));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
