package org.stnjava.train.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.train.data.Batch;
import org.stnjava.train.data.LabeledImages;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.optimize.Optimizer;
import org.stnjava.train.optimize.ParameterGroup;
import org.stnjava.train.optimize.StepInputs;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * A classifier with its loss and its updates in one graph and one session, <b>to be closed</b>.
 *
 * <p>The graph is built once; a step only feeds bytes and numbers.
 */
final class TrainingGraph implements AutoCloseable {

  /** Images tested at once: few enough to stay in the processor's caches and in memory. */
  private static final int TEST_BATCH = 250;

  private static final float WHITE = 255;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Classifier classifier;
  private final Weights weights;
  private final Weights slots;
  private final Placeholder<TUint8> images;
  private final Placeholder<TInt32> labels;
  private final Placeholder<TFloat32> rate;
  private final Placeholder<TInt64> step;
  private final Operand<TFloat32> loss;
  private final NoOp update;
  private final Operand<TFloat32> logits;

  TrainingGraph(Classifier classifier, TrainConfig config) {
    this.classifier = classifier;
    Ops tf = Ops.create(graph);
    weights = new Weights(graph, config.seed());
    slots = new Weights(graph, 0);
    ImageShape input = classifier.input();
    Shape batch = Shape.of(-1, input.height(), input.width(), input.channels());
    images = tf.withName("images").placeholder(TUint8.class, Placeholder.shape(batch));
    labels = tf.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    rate = tf.withName("rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    step = tf.withName("step").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> u =
        tf.math.mul(tf.dtypes.cast(images, TFloat32.class), tf.constant(1 / WHITE));

    Operand<TInt64> dropoutSeed = tf.stack(List.of(tf.constant(config.seed()), step));
    Classification trained =
        classifier.classify(tf.withSubScope("train"), ModelScope.training(weights, dropoutSeed), u);
    loss = meanCrossEntropy(tf, trained.logits());
    update = updates(tf, config.makeOptimizer(), config.localizationGroup());
    Classification tested =
        classifier.classify(tf.withSubScope("test"), ModelScope.inference(weights), u);
    logits = tested.logits();
    weights.initialize(session);
    slots.initialize(session);
  }

  /** Makes one update and returns the loss before it. */
  float step(Batch batch, double learningRate, long number) {
    try (TUint8 pixels = pixels(batch.images(), batch.size());
        TInt32 classes = TInt32.vectorOf(batch.labels());
        TFloat32 rateNow = TFloat32.scalarOf((float) learningRate);
        TInt64 stepNow = TInt64.scalarOf(number);
        Result result =
            session
                .runner()
                .feed(images, pixels)
                .feed(labels, classes)
                .feed(rate, rateNow)
                .feed(step, stepNow)
                .fetch(loss)
                .addTarget(update)
                .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** Classifies a whole set. */
  Evaluation evaluate(LabeledImages set) {
    int classes = classifier.classes();
    float[] all = new float[set.size() * classes];
    for (int from = 0; from < set.size(); from += TEST_BATCH) {
      LabeledImages part = set.slice(from, Math.min(set.size(), from + TEST_BATCH));
      try (TUint8 pixels = pixels(part.pixels(), part.size());
          Result result = session.runner().feed(images, pixels).fetch(logits).run()) {
        float[] some = new float[part.size() * classes];
        ((TFloat32) result.get(0))
            .copyTo(NdArrays.wrap(Shape.of(part.size(), classes), DataBuffers.of(some)));
        System.arraycopy(some, 0, all, from * classes, some.length);
      }
    }
    return new Evaluation(classes, set.labels(), all);
  }

  Map<String, float[]> weights() {
    return weights.read(session);
  }

  long parameters() {
    return weights.parameters();
  }

  private Operand<TFloat32> meanCrossEntropy(Ops tf, Operand<TFloat32> trained) {
    Operand<TFloat32> targets =
        tf.oneHot(labels, tf.constant(classifier.classes()), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> each = tf.nn.softmaxCrossEntropyWithLogits(trained, targets).loss();
    return tf.math.mean(each, tf.constant(0));
  }

  private NoOp updates(Ops tf, Optimizer optimizer, ParameterGroup localization) {
    List<Weight> all = new ArrayList<>(weights.all());
    Output<?>[] values = all.stream().map(w -> w.value().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), values);
    Operand<TFloat32> slower = tf.math.mul(rate, tf.constant((float) localization.factor()));
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Weight weight = all.get(i);
      Operand<TFloat32> own = localization.has(weight.name()) ? slower : rate;
      @SuppressWarnings("unchecked") // a gradient has the type of its variable
      Output<TFloat32> gradient = (Output<TFloat32>) gradients[i];
      updates.add(optimizer.update(tf, slots, weight, gradient, new StepInputs(own, step)));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  private TUint8 pixels(byte[] bytes, int count) {
    ImageShape input = classifier.input();
    return TUint8.tensorOf(
        Shape.of(count, input.height(), input.width(), input.channels()), DataBuffers.of(bytes));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
