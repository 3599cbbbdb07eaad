package org.stnjava.train.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Examples;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.export.WeightSaver;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.EvaluationResult;
import org.stnjava.train.optimize.StepInputs;
import org.stnjava.train.optimize.Updates;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A {@link Trainable} with its gradients and updates in one session, <b>to be closed</b>.
 *
 * <p>The graph is built once; a step only feeds a batch. The training loop drives it; use it
 * directly for a loop of your own. Not thread-safe.
 */
public final class TrainingGraph implements AutoCloseable {

  private final GraphPlacement placement;
  private final OpenedGraph opened;
  private final Weights weights;
  private final WeightSaver saver;
  private final WatchNodes watch;
  private final List<String> watched;
  private final Evaluator evaluator;
  private final String loss;
  private final String update;
  private final List<String> trained;
  private final long parameters;
  private final TFloat32 rate = TFloat32.scalarOf(0);
  private final TInt64 step = TInt64.scalarOf(0);
  private final TInt64 dropoutSeed;
  private final Map<String, Tensor> stepFeeds = new LinkedHashMap<>();
  private final FeedBuffer updating;
  private final FeedBuffer watching;

  /**
   * Builds the graph in this process and gives the weights their initial values.
   *
   * @param trainable the network and its loss
   * @param updates the optimizer and the groups of weights
   * @param seed of the initial weights and of dropout
   */
  public TrainingGraph(Trainable trainable, Updates updates, long seed) {
    this(trainable, updates, seed, GraphPlacement.LOCAL);
  }

  /**
   * Builds the graph where it will run.
   *
   * @param trainable the network and its loss
   * @param updates the optimizer and the groups of weights
   * @param seed of the initial weights and of dropout
   * @param placement where it runs; decides which process gives the weights their initial values
   */
  public TrainingGraph(Trainable trainable, Updates updates, long seed, GraphPlacement placement) {
    this.placement = placement;
    dropoutSeed = TInt64.vectorOf(seed, 0);
    try (ForwardPass pass = trainable.forward(seed)) {
      updates.rates().groups().requireWeights(pass.trainable().stream().map(Weight::name).toList());
      Weights slots = new Weights(pass.graph(), 0);
      Gradients gradients = Gradients.of(pass, weight -> updates.isFrozen(weight.name()));
      Op updated = update(pass, gradients, updates, slots);
      ForwardPass.Scores scores = pass.scores();
      watch = new WatchNodes(pass.ops(), pass.warps(), gradients);
      List<Weight> all = new ArrayList<>(pass.weights().all());
      all.addAll(slots.all());
      WeightSaver.addTo(pass.graph(), all);
      opened = pass.open(DeterministicSums.of(pass.graph().toGraphDef()), placement);
      try {
        weights = pass.weights().in(opened.graph(), opened.prefix());
        initialize(slots.in(opened.graph(), opened.prefix()));
        saver = new WeightSaver(opened.session(), all, opened.prefix());
        trained = gradients.weights().stream().map(each -> each.weight().name()).toList();
        parameters = pass.trainable().stream().mapToLong(each -> each.shape().size()).sum();
        loss = opened.names().apply(pass.loss());
        update = opened.prefix() + updated.op().name();
        watched = watch.names(opened.names());
        updating = buffer(pass.feeds(), this::update);
        watching = buffer(pass.feeds(), this::look);
        evaluator = new Evaluator(opened, scores, watching);
      } catch (RuntimeException e) {
        opened.close();
        throw e;
      }
    } catch (RuntimeException e) {
      closeScalars();
      throw e;
    }
  }

  private Op update(ForwardPass pass, Gradients gradients, Updates updates, Weights slots) {
    if (pass.hasStepOperations()) {
      placement.requireStepOperations();
    }
    Ops tf = pass.ops();
    StepInputs inputs = new StepInputs(pass.feeds().rate(), pass.feeds().step());
    List<Op> all =
        new ArrayList<>(
            placement.finish(
                tf,
                pass.loss(),
                gradients.weights(),
                these -> updates.build(tf, slots, these, inputs)));
    if (pass.hasStepOperations()) {
      List<Op> before = new ArrayList<>(all);
      before.add(pass.loss());
      all.addAll(pass.stepOperations(tf.withControlDependencies(before)));
    }
    return tf.withControlDependencies(all).withName("update").noOp();
  }

  private void initialize(Weights slots) {
    if (placement.initializes()) {
      weights.initialize(opened.session());
      slots.initialize(opened.session());
    }
  }

  private FeedBuffer buffer(ForwardPass.Feeds feeds, Supplier<Session.Runner> runs) {
    Map<Operand<?>, Tensor> scalars = new LinkedHashMap<>();
    scalars.put(feeds.rate(), rate);
    scalars.put(feeds.step(), step);
    feeds.dropoutSeed().ifPresent(place -> scalars.put(place, dropoutSeed));
    scalars.forEach((place, tensor) -> stepFeeds.put(opened.names().apply(place), tensor));
    return new FeedBuffer(opened.names(), feeds.inputs(), feeds.targets(), scalars, runs);
  }

  private Session.Runner update() {
    return placement.complete(opened.session().runner().fetch(loss).addTarget(update));
  }

  private Session.Runner look() {
    Session.Runner runner = opened.session().runner();
    watched.forEach(runner::fetch);
    return runner;
  }

  /**
   * Makes one update.
   *
   * @param batch the network's inputs and the loss's targets
   * @param learningRate of this update
   * @param number of the update, from 1; decides what dropout drops
   * @return the loss before it, penalties included
   * @throws IllegalArgumentException if an array is missing, unknown or of another type or shape
   *     than expected, or a class index is too high
   */
  public float step(Batch batch, double learningRate, long number) {
    set(learningRate, number);
    try (Result result = updating.fill(batch).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /**
   * Makes one update of gradients that the placement has already, see {@link
   * GraphPlacement#finish}.
   *
   * @param learningRate of this update
   * @param number of the update, from 1
   */
  public void update(double learningRate, long number) {
    set(learningRate, number);
    Session.Runner runner = opened.session().runner().addTarget(update);
    stepFeeds.forEach(runner::feed);
    runner.run().close();
  }

  /**
   * Prepares one update, to be run with options or to measure what feeding costs.
   *
   * @param batch the network's inputs and the loss's targets
   * @param learningRate of this update
   * @param number of the update, from 1
   * @return makes the update and fetches the loss; valid until the next step
   */
  public Session.Runner prepare(Batch batch, double learningRate, long number) {
    set(learningRate, number);
    updating.fill(batch);
    return updating.again();
  }

  private void set(double learningRate, long number) {
    rate.setFloat((float) learningRate);
    step.setLong(number);
    dropoutSeed.setLong(number, 1);
  }

  /**
   * Checks that examples are what the network and its loss take, as far as can be seen without
   * reading all of them: those that are evaluated first, and the targets that are in memory. An
   * evaluation checks each example.
   *
   * @param examples any number of examples
   * @throws IllegalArgumentException if an array is missing, unknown or of another type or shape
   *     than expected, or a class index is too high
   */
  public void require(Examples examples) {
    evaluator.require(examples);
  }

  /**
   * Takes the first examples.
   *
   * @param examples any number of examples
   * @param most how many, unless the model has a fixed batch size, or so many need too much memory
   * @return a batch that the network takes; absent without examples
   */
  public Optional<Batch> first(Examples examples, int most) {
    return evaluator.first(examples, most);
  }

  /** {@return the number of examples that the model always takes at once; 1 if any number} */
  public int fixedBatchSize() {
    return evaluator.fixedBatchSize().orElse(1);
  }

  /**
   * Evaluates the network in inference form, with the weights as they are.
   *
   * @param examples the test set; may be empty
   * @return loss and error
   */
  public EvaluationResult evaluate(Examples examples) {
    return evaluator.evaluate(examples);
  }

  /**
   * Classifies examples in inference form, with the weights as they are.
   *
   * @param examples the test set; may be empty
   * @return predictions beside labels; absent without examples, or where nothing is classified
   */
  public Optional<Evaluation> predictions(Examples examples) {
    return evaluator.predictions(examples);
  }

  /**
   * Computes the outputs in inference form, with the weights as they are.
   *
   * @param batch the network's inputs; its targets stay unused
   * @return logits {@code [N, classes]}, or {@code [N, labels, classes]} with several labels an
   *     example, row-major
   */
  public float[] logits(Batch batch) {
    return evaluator.logits(batch);
  }

  /**
   * Reads what the transformers do to a batch, and the gradients of its loss, without an update.
   *
   * @param batch the network's inputs and the loss's targets
   * @param number of the updates so far
   * @return what each transformer does
   */
  public NetworkWatched watch(Batch batch, int number) {
    set(0, number);
    try (Result result = watching.fill(batch).run()) {
      return watch.read(result, number, batch);
    }
  }

  /** {@return the names of the transformers that warp feature maps} */
  public List<String> transformersOnFeatures() {
    return watch.onFeatures();
  }

  /** {@return the names of the weights that are trained} */
  public List<String> trained() {
    return trained;
  }

  /**
   * Reads weights and state.
   *
   * @return values by name, row-major
   */
  public Map<String, float[]> weights() {
    return weights.read(opened.session());
  }

  /** {@return what saves and restores the weights, the state and the optimizer's state} */
  public WeightSaver saver() {
    return saver;
  }

  /** {@return the graph of the session} */
  public GraphDef definition() {
    return opened.graph().toGraphDef();
  }

  /** {@return the number of elements of the weights that may be trained} */
  public long parameters() {
    return parameters;
  }

  @Override
  public void close() {
    updating.close();
    watching.close();
    evaluator.close();
    closeScalars();
    opened.close();
  }

  private void closeScalars() {
    rate.close();
    step.close();
    dropoutSeed.close();
  }
}
