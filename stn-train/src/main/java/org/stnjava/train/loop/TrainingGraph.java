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
import org.stnjava.models.savedmodel.WeightSaver;
import org.stnjava.train.data.Batch;
import org.stnjava.train.data.LabeledImages;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.optimize.StepInputs;
import org.stnjava.train.optimize.Updates;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
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

  /** Grappler's arithmetic rewriting would make sums of many again; see {@link RepeatableSums}. */
  private static final ConfigProto KEEP_SUMS =
      ConfigProto.newBuilder()
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setRewriteOptions(
                      RewriterConfig.newBuilder()
                          .setArithmeticOptimization(RewriterConfig.Toggle.OFF)))
          .build();

  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
  private static final String RATE = "rate";
  private static final String STEP = "step";
  private static final String LOSS = "loss";
  private static final String UPDATE = "update";
  private static final String LOGITS = "logits";

  private final Graph graph = new Graph();
  private final Session session;
  private final Classifier classifier;
  private final Weights weights;
  private final WeightSaver saver;
  private final Probe probe;

  TrainingGraph(Classifier classifier, TrainConfig config) {
    this.classifier = classifier;
    try (Graph draft = new Graph()) {
      weights = new Weights(draft, config.seed());
      Weights slots = new Weights(draft, 0);
      probe = build(draft, slots, config);
      List<Weight> all = new ArrayList<>(weights.all());
      all.addAll(slots.all());
      WeightSaver.addTo(draft, all);
      graph.importGraphDef(RepeatableSums.of(draft.toGraphDef()));
      session = new Session(graph, KEEP_SUMS);
      weights.initialize(session);
      slots.initialize(session);
      saver = new WeightSaver(session, all);
    }
  }

  private Probe build(Graph draft, Weights slots, TrainConfig config) {
    Ops tf = Ops.create(draft);
    ImageShape input = classifier.input();
    Shape batch = Shape.of(-1, input.height(), input.width(), input.channels());
    var images = tf.withName(IMAGES).placeholder(TUint8.class, Placeholder.shape(batch));
    var rate = tf.withName(RATE).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    var step = tf.withName(STEP).placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> u =
        tf.math.mul(tf.dtypes.cast(images, TFloat32.class), tf.constant(1 / WHITE));

    Operand<TInt64> dropoutSeed = tf.stack(List.of(tf.constant(config.seed()), step));
    Classification trained =
        classifier.classify(tf.withSubScope("train"), ModelScope.training(weights, dropoutSeed), u);
    Operand<TFloat32> loss = meanCrossEntropy(tf, trained.logits());
    Updates updates = config.updates();
    updates.rates().groups().requireWeights(weights.all().stream().map(Weight::name).toList());
    List<Weight> learning =
        weights.all().stream().filter(weight -> !updates.isFrozen(weight.name())).toList();
    Gradients gradients = Gradients.of(draft, loss, learning, trained.warps());
    List<Op> all = updates.build(tf, slots, gradients.weights(), new StepInputs(rate, step));
    tf.withControlDependencies(all).withName(UPDATE).noOp();
    Classification tested =
        classifier.classify(tf.withSubScope("test"), ModelScope.inference(weights), u);
    tf.withName(LOGITS).identity(tested.logits());
    return new Probe(tf, trained.warps(), gradients);
  }

  /** Makes one update and returns the loss before it. */
  float step(Batch batch, double learningRate, long number, StepTrace trace) {
    try (TUint8 pixels = pixels(batch.images(), batch.size());
        TInt32 classes = TInt32.vectorOf(batch.labels());
        TFloat32 rateNow = TFloat32.scalarOf((float) learningRate);
        TInt64 stepNow = TInt64.scalarOf(number)) {
      Session.Runner runner =
          session
              .runner()
              .feed(IMAGES, pixels)
              .feed(LABELS, classes)
              .feed(RATE, rateNow)
              .feed(STEP, stepNow)
              .fetch(LOSS)
              .addTarget(UPDATE);
      trace.end(StepTrace.Part.FEED);
      try (Result result = runner.run()) {
        trace.end(StepTrace.Part.RUN);
        return ((TFloat32) result.get(0)).getFloat();
      }
    } finally {
      trace.end(StepTrace.Part.FETCH);
    }
  }

  /** Classifies a whole set. */
  Evaluation evaluate(LabeledImages set) {
    int classes = classifier.classes();
    float[] all = new float[set.size() * classes];
    for (int from = 0; from < set.size(); from += TEST_BATCH) {
      LabeledImages part = set.slice(from, Math.min(set.size(), from + TEST_BATCH));
      try (TUint8 pixels = pixels(part.pixels(), part.size());
          Result result = session.runner().feed(IMAGES, pixels).fetch(LOGITS).run()) {
        float[] some = new float[part.size() * classes];
        ((TFloat32) result.get(0))
            .copyTo(NdArrays.wrap(Shape.of(part.size(), classes), DataBuffers.of(some)));
        System.arraycopy(some, 0, all, from * classes, some.length);
      }
    }
    return new Evaluation(classes, set.labels(), all);
  }

  /** Looks at what the transformers do to images and what is to be learned from them. */
  NetworkWatched look(LabeledImages images, int step) {
    try (TUint8 pixels = pixels(images.pixels(), images.size());
        TInt32 classes = TInt32.vectorOf(images.labels());
        TInt64 stepNow = TInt64.scalarOf(step)) {
      Session.Runner runner =
          session.runner().feed(IMAGES, pixels).feed(LABELS, classes).feed(STEP, stepNow);
      return probe.look(runner, step, images);
    }
  }

  Map<String, float[]> weights() {
    return weights.read(session);
  }

  /** Saves and restores the weights and what the optimizer remembers of them. */
  WeightSaver saver() {
    return saver;
  }

  GraphDef definition() {
    return graph.toGraphDef();
  }

  long parameters() {
    return weights.parameters();
  }

  private Operand<TFloat32> meanCrossEntropy(Ops tf, Operand<TFloat32> logits) {
    var labels = tf.withName(LABELS).placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    Operand<TFloat32> targets =
        tf.oneHot(labels, tf.constant(classifier.classes()), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> each = tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss();
    return tf.withName(LOSS).math.mean(each, tf.constant(0));
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
