package org.stnjava.models;

import java.util.List;
import java.util.function.Function;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A classifier in a session of its own, its weights at their first values. */
public final class Model implements AutoCloseable {

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Placeholder<TFloat32> image;

  /** The weights. */
  public final Weights weights;

  /** The outputs. */
  public final Classification result;

  /** Builds a classifier for inference. */
  public Model(Classifier classifier, long seed) {
    weights = new Weights(graph, seed);
    Ops tf = Ops.create(graph);
    image =
        tf.placeholder(
            TFloat32.class,
            Placeholder.shape(
                Shape.of(
                    -1,
                    classifier.input().height(),
                    classifier.input().width(),
                    classifier.input().channels())));
    result = classifier.classify(tf, ModelScope.export(weights), image);
    weights.initialize(session);
  }

  /** The session. */
  public Session session() {
    return session;
  }

  /** Computes one output of a batch of images. */
  public Value compute(Function<Classification, Operand<TFloat32>> output, Value images) {
    try (TFloat32 tensor = images.tensor(TFloat32.class);
        Result fetched = session.runner().feed(image, tensor).fetch(output.apply(result)).run()) {
      return List.of(Value.copyOf(fetched.get(0))).get(0);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
