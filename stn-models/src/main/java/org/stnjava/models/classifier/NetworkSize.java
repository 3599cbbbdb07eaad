package org.stnjava.models.classifier;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.transformer.Transformers;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Sizes of networks, measured by building them in a temporary graph. */
final class NetworkSize {

  private static final int WIDEST = 4096;

  private NetworkSize() {}

  /**
   * Returns the network whose number of parameters comes nearest to a given one.
   *
   * @param parameters the number
   * @param ofWidth networks by their width; the number of parameters must be a quadratic function
   *     of it
   */
  static Classifier nearest(long parameters, IntFunction<Classifier> ofWidth) {
    long one = parameters(ofWidth.apply(1));
    long two = parameters(ofWidth.apply(2));
    long three = parameters(ofWidth.apply(3));
    long slope = two - one;
    long bend = three - 2 * two + one;
    long best =
        IntStream.rangeClosed(1, WIDEST)
            .mapToObj(
                width -> {
                  long wider = width - 1L;
                  long all = one + wider * slope + wider * (wider - 1) / 2 * bend;
                  return new long[] {Math.abs(all - parameters), width};
                })
            .min((a, b) -> Long.compare(a[0], b[0]))
            .orElseThrow()[1];
    return ofWidth.apply(Math.toIntExact(best));
  }

  /** {@return the number of parameters of a network} */
  static long parameters(Classifier classifier) {
    try (Graph graph = new Graph()) {
      Weights weights = new Weights(graph, 0);
      Ops tf = Ops.create(graph);
      classifier.classify(tf, ModelScope.inference(weights), images(tf, classifier.input()));
      return weights.parameters();
    }
  }

  /** {@return the shape of the transformers' outputs for images} */
  static ImageShape outputShape(Transformers transformers, ImageShape input) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      ModelScope scope = ModelScope.inference(new Weights(graph, 0));
      List<Warp> warps = transformers.outputs(transformers.warp(tf, scope, images(tf, input)));
      if (warps.isEmpty()) {
        return input;
      }
      Shape shape = TransformedClassifier.onChannels(tf, warps).shape();
      return new ImageShape(size(shape, 1), size(shape, 2), size(shape, 3));
    }
  }

  private static int size(Shape shape, int axis) {
    return Math.toIntExact(shape.get(axis));
  }

  private static Operand<TFloat32> images(Ops tf, ImageShape input) {
    Shape shape = Shape.of(-1, input.height(), input.width(), input.channels());
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
  }
}
