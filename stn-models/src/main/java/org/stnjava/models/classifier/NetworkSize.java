package org.stnjava.models.classifier;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
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

/**
 * The number of parameters of a network with a variable width, measured by building it in a
 * temporary graph.
 *
 * @param name the network's name
 * @param options with the wanted number
 */
record NetworkSize(String name, ClassifierOptions options) {

  private static final int WIDEST = 4096;

  /** How far from the wanted number, as a share of it, the narrowest and the widest may be. */
  private static final double TOLERANCE = 0.1;

  static NetworkSize of(String name, ClassifierOptions options) {
    return new NetworkSize(name, options);
  }

  /**
   * Returns the network whose number of parameters comes nearest to the wanted one.
   *
   * @param least the least width with which the network learns
   * @param ofWidth networks by their width; the number of parameters must be a quadratic function
   *     of it
   * @throws IllegalArgumentException if the narrowest has more parameters than wanted, or the
   *     widest fewer
   */
  Classifier nearest(int least, IntFunction<Classifier> ofWidth) {
    long one = parameters(ofWidth.apply(least));
    long two = parameters(ofWidth.apply(least + 1));
    long three = parameters(ofWidth.apply(least + 2));
    IntToLongFunction size =
        width -> {
          long wider = (long) width - least;
          return one + wider * (two - one) + wider * (wider - 1) / 2 * (three - 2 * two + one);
        };
    int wanted = options.parameters();
    if (one > wanted * (1 + TOLERANCE)) {
      throw refused("at least", one, ", or smaller images,");
    }
    if (size.applyAsLong(WIDEST) < wanted * (1 - TOLERANCE)) {
      throw refused("at most", size.applyAsLong(WIDEST), "");
    }
    int best =
        IntStream.rangeClosed(least, WIDEST)
            .boxed()
            .min(Comparator.comparingLong(width -> Math.abs(size.applyAsLong(width) - wanted)))
            .orElseThrow();
    return ofWidth.apply(best);
  }

  private IllegalArgumentException refused(String bound, long parameters, String otherwise) {
    ImageShape input = options.input();
    return new IllegalArgumentException(
        "parameters: expected %s %d for %s on images of %dx%dx%d%s but got %d"
            .formatted(
                bound,
                parameters,
                name,
                input.height(),
                input.width(),
                input.channels(),
                otherwise,
                options.parameters()));
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
