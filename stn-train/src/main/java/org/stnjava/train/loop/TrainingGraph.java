package org.stnjava.train.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.export.WeightSaver;
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
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * A classifier with its loss and its updates in one graph and one session, <b>to be closed</b>.
 *
 * <p>The graph is built once; a step only feeds bytes and numbers. {@link Trainer} drives it; use
 * it directly for a loop of your own.
 */
public final class TrainingGraph implements AutoCloseable {

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

  private static final String LOSS = "loss";
  private static final String UPDATE = "update";
  private static final String LOGITS = "logits";

  private final Graph graph = new Graph();
  private final Site site;
  private final Session session;
  private final Classifier classifier;
  private final Objective objective;
  private final Weights weights;
  private final WeightSaver saver;
  private final Probe probe;
  private final FeedBuffer feed;

  /**
   * Builds the graph of a network that is trained by cross entropy.
   *
   * @param classifier the network
   * @param config as for any objective
   */
  public TrainingGraph(Classifier classifier, TrainConfig config) {
    this(classifier, Objective.crossEntropy(), config);
  }

  /**
   * Builds the graph and gives the weights their first values.
   *
   * @param classifier the network
   * @param objective what is made small, together with the network's penalties
   * @param config the optimizer, the groups of weights and the seed; the rest is the caller's
   *     business
   */
  public TrainingGraph(Classifier classifier, Objective objective, TrainConfig config) {
    this(new Trainer(classifier, objective, config, List.of()), Site.HERE);
  }

  /**
   * Builds the graph where it will run.
   *
   * @param trainer what is trained, and how
   * @param site where it runs; decides who gives the weights their first values
   */
  public TrainingGraph(Trainer trainer, Site site) {
    this.classifier = trainer.classifier();
    this.objective = trainer.objective();
    this.site = site;
    TrainConfig config = trainer.config();
    try (Graph draft = new Graph()) {
      weights = new Weights(draft, config.seed());
      Weights slots = new Weights(draft, 0);
      probe = build(draft, slots, config);
      List<Weight> all = new ArrayList<>(weights.all());
      all.addAll(slots.all());
      WeightSaver.addTo(draft, all);
      graph.importGraphDef(site.place(RepeatableSums.of(draft.toGraphDef())));
      session = site.open(graph, KEEP_SUMS);
      initialize(slots);
      saver = new WeightSaver(session, all);
      feed = new FeedBuffer(this::updating, classifier.input());
    }
  }

  /** Fails where the site is lost meanwhile; nobody has this yet, to close it. */
  private void initialize(Weights slots) {
    if (!site.initializes()) {
      return;
    }
    try {
      weights.initialize(session);
      slots.initialize(session);
    } catch (RuntimeException e) {
      session.close();
      graph.close();
      throw e;
    }
  }

  private Probe build(Graph draft, Weights slots, TrainConfig config) {
    Ops tf = Ops.create(draft);
    ImageShape input = classifier.input();
    Shape batch = Shape.of(-1, input.height(), input.width(), input.channels());
    var images = tf.withName(StepFeed.IMAGES).placeholder(TUint8.class, Placeholder.shape(batch));
    var rate =
        tf.withName(StepFeed.RATE).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    var step =
        tf.withName(StepFeed.STEP).placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> u =
        tf.math.mul(tf.dtypes.cast(images, TFloat32.class), tf.constant(1 / WHITE));

    Operand<TInt64> dropoutSeed = tf.stack(List.of(tf.constant(config.seed()), step));
    Classification trained =
        classifier.classify(tf.withSubScope("train"), ModelScope.training(weights, dropoutSeed), u);
    Operand<TFloat32> loss = loss(tf, trained);
    Updates updates = config.updates();
    updates
        .rates()
        .groups()
        .requireWeights(weights.trainable().stream().map(Weight::name).toList());
    List<Weight> learning =
        weights.trainable().stream().filter(weight -> !updates.isFrozen(weight.name())).toList();
    Gradients gradients = Gradients.of(draft, loss, learning, trained.warps());
    StepInputs inputs = new StepInputs(rate, step);
    if (weights.hasStepOperations()) {
      site.requireStepOperations();
    }
    List<Op> all = new ArrayList<>();
    all.addAll(
        site.finish(
            tf, loss, gradients.weights(), these -> updates.build(tf, slots, these, inputs)));
    List<Op> updated = new ArrayList<>(all);
    updated.add(loss);
    all.addAll(weights.stepOperations(tf.withControlDependencies(updated)));
    tf.withControlDependencies(all).withName(UPDATE).noOp();
    Classification tested =
        classifier.classify(tf.withSubScope("test"), ModelScope.inference(weights), u);
    tf.withName(LOGITS).identity(tested.logits());
    return new Probe(tf, trained.warps(), gradients);
  }

  /**
   * Makes one update.
   *
   * @param batch images of the classifier's size
   * @param learningRate of this update
   * @param number of the update, from 1; decides what dropout drops
   * @return the loss before it, penalties included
   */
  public float step(Batch batch, double learningRate, long number) {
    return step(batch, learningRate, number, new StepTimes());
  }

  /** Makes one update, notes where its time went, and returns the loss before it. */
  float step(Batch batch, double learningRate, long number, StepTimes times) {
    Session.Runner runner = feed.fill(batch, learningRate, number);
    times.end(StepTimes.Part.FEED);
    try (Result result = runner.run()) {
      times.end(StepTimes.Part.RUN);
      return ((TFloat32) result.get(0)).getFloat();
    } finally {
      times.end(StepTimes.Part.FETCH);
    }
  }

  /**
   * Makes one update of gradients that the site has already, see {@link Site#finish}.
   *
   * @param learningRate of this update
   * @param number of the update, from 1
   */
  public void update(double learningRate, long number) {
    try (TFloat32 rate = TFloat32.scalarOf((float) learningRate);
        TInt64 step = TInt64.scalarOf(number)) {
      session
          .runner()
          .feed(StepFeed.RATE, rate)
          .feed(StepFeed.STEP, step)
          .addTarget(UPDATE)
          .run()
          .close();
    }
  }

  /**
   * Makes one update while TensorFlow takes notes, which slows it down.
   *
   * @param batch images of the classifier's size
   * @param learningRate of this update
   * @param number of the update, from 1
   * @return when each operation ran, and the memory that it took
   */
  public StepStats trace(Batch batch, double learningRate, long number) {
    RunOptions options =
        RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
    feed(batch, learningRate, number);
    try (Result result = feed.again().setOptions(options).runAndFetchMetadata()) {
      return result.getMetadata().orElseThrow().getStepStats();
    }
  }

  /**
   * Fills what one update is fed, to see what that costs.
   *
   * @param batch images of the classifier's size
   * @param learningRate of the update
   * @param number of the update, from 1
   */
  public void feed(Batch batch, double learningRate, long number) {
    feed.fill(batch, learningRate, number);
  }

  private Session.Runner updating() {
    return site.complete(session.runner().fetch(LOSS).addTarget(UPDATE));
  }

  /** Classifies a whole set, and judges it. */
  Evaluation evaluate(LabeledImages set) {
    float[] all = new float[set.size() * scores()];
    int batch = TestBatch.of(set);
    for (int from = 0; from < set.size(); from += batch) {
      LabeledImages part = set.slice(from, Math.min(set.size(), from + batch));
      float[] some = logits(part.pixels(), part.size());
      System.arraycopy(some, 0, all, from * scores(), some.length);
    }
    return objective.judge(
        new Evaluation(classifier.classes(), classifier.labels(), set.labels(), all));
  }

  /**
   * Classifies images with the weights as they are.
   *
   * @param images unsigned bytes, {@code [count, H, W, C]}
   * @param count how many
   * @return {@code [count, classes]}, or {@code [count, labels, classes]} with several labels an
   *     image, row-major
   */
  public float[] logits(byte[] images, int count) {
    float[] logits = new float[count * scores()];
    try (TUint8 pixels = StepFeed.pixels(images, count, classifier.input());
        Result result = session.runner().feed(StepFeed.IMAGES, pixels).fetch(LOGITS).run()) {
      TFloat32 fetched = (TFloat32) result.get(0);
      fetched.copyTo(NdArrays.wrap(fetched.shape(), DataBuffers.of(logits)));
    }
    return logits;
  }

  /** {@return the logits of an image} */
  private int scores() {
    return classifier.labels() * classifier.classes();
  }

  /** Looks at what the transformers do to images and what is to be learned from them. */
  NetworkWatched look(LabeledImages images, int step) {
    try (TUint8 pixels = StepFeed.pixels(images.pixels(), images.size(), classifier.input());
        TInt32 classes = TInt32.vectorOf(images.labels());
        TInt64 stepNow = TInt64.scalarOf(step)) {
      Session.Runner runner =
          session
              .runner()
              .feed(StepFeed.IMAGES, pixels)
              .feed(StepFeed.LABELS, classes)
              .feed(StepFeed.STEP, stepNow);
      return probe.look(runner, step, images);
    }
  }

  /** {@return the names of the transformers that warp feature maps} */
  List<String> transformersOnFeatures() {
    return probe.onFeatures();
  }

  /**
   * Reads the weights and the state.
   *
   * @return values by name, row-major
   */
  public Map<String, float[]> weights() {
    return weights.read(session);
  }

  /** Saves and restores the weights and what the optimizer remembers of them. */
  WeightSaver saver() {
    return saver;
  }

  GraphDef definition() {
    return graph.toGraphDef();
  }

  /** {@return how many values are learned: the elements of all weights, state not counted} */
  public long parameters() {
    return weights.parameters();
  }

  /** The objective's loss and the penalties, added two at a time. */
  private Operand<TFloat32> loss(Ops tf, Classification trained) {
    var labels =
        tf.withName(StepFeed.LABELS).placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    Operand<TFloat32> loss = objective.loss(tf.withSubScope("objective"), trained, labels);
    for (Operand<TFloat32> penalty : trained.penalties()) {
      loss = tf.math.add(loss, penalty);
    }
    return tf.withName(LOSS).identity(loss);
  }

  @Override
  public void close() {
    feed.close();
    session.close();
    graph.close();
  }
}
