package org.stnjava.train.finetune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.layer.Mode;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.transformer.Warp;
import org.stnjava.savedmodel.tune.InstalledModel;
import org.stnjava.savedmodel.tune.TunableModel;
import org.stnjava.train.graph.ForwardPass;
import org.stnjava.train.graph.GraphPlacement;
import org.stnjava.train.graph.OpenedGraph;
import org.stnjava.train.objective.TensorSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * A signature of a loaded model with its loss; in inference form, too, if it is trained in another.
 */
final class SavedModelForwardPass implements ForwardPass {

  private final SavedModelTrainable trainable;
  private final TunableModel training;
  private final Optional<TunableModel> inference;
  private final Ops tf;
  private final Feeds feeds;
  private final Output<TFloat32> logits;
  private final Operand<TFloat32> loss;
  private boolean isOpened;

  SavedModelForwardPass(SavedModelTrainable trainable, long seed) {
    this.trainable = trainable;
    training = TunableModel.open(trainable.model(), trainable.tuning(), seed);
    inference = inference(training, trainable, seed);
    try {
      tf = Ops.create(training.graph()).withSubScope("finetune");
      logits = logits(training);
      feeds =
          new Feeds(
              inputs(training),
              targets(tf),
              scalar("rate", TFloat32.class),
              scalar("step", TInt64.class),
              training.dropoutSeed());
      loss = tf.withName("loss").identity(lossOf(tf, logits, feeds));
    } catch (RuntimeException e) {
      free();
      throw e;
    }
  }

  private static Optional<TunableModel> inference(
      TunableModel training, SavedModelTrainable trainable, long seed) {
    if (trainable.tuning().mode() == Mode.INFERENCE) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          TunableModel.open(trainable.model(), trainable.tuning().inference(), seed));
    } catch (RuntimeException e) {
      training.close();
      throw e;
    }
  }

  private Output<TFloat32> logits(TunableModel model) {
    return Logits.of(model, trainable.options().logits());
  }

  private Operand<TFloat32> lossOf(Ops ops, Operand<TFloat32> outputs, Feeds fed) {
    return trainable
        .options()
        .objective()
        .loss(
            ops.withSubScope("objective"),
            new Classification(outputs, List.of()),
            fed.namedTargets());
  }

  private Map<TensorSpec, Operand<?>> inputs(TunableModel model) {
    Set<String> names = new LinkedHashSet<>(model.requiredInputs());
    trainable.options().optionalInputs().stream()
        .filter(name -> !names.contains(name))
        .forEach(names::add);
    Map<TensorSpec, Operand<?>> inputs = new LinkedHashMap<>();
    for (String name : names) {
      inputs.put(spec(name, model.input(name)), model.input(name));
    }
    return inputs;
  }

  private static TensorSpec spec(String name, Output<?> input) {
    return new TensorSpec(name, input.type(), input.shape(), OptionalInt.empty());
  }

  private Map<TensorSpec, Operand<?>> targets(Ops ops) {
    Shape shape = logits.shape();
    long classes = shape.isUnknown() ? -1 : shape.get(shape.numDimensions() - 1);
    Map<TensorSpec, Operand<?>> targets = new LinkedHashMap<>();
    for (TensorSpec spec :
        trainable
            .options()
            .objective()
            .targets(labels(), classes < 0 ? OptionalInt.empty() : OptionalInt.of((int) classes))) {
      Shape fed = spec.isClasses() ? Shape.of(-1) : spec.shape();
      targets.put(spec, ops.withName(spec.name()).placeholder(spec.type(), Placeholder.shape(fed)));
    }
    return targets;
  }

  /** How many labels an example has. */
  private int labels() {
    Shape shape = logits.shape();
    return !shape.isUnknown() && shape.numDimensions() == 3 ? Math.toIntExact(shape.get(1)) : 1;
  }

  private <T extends TType> Operand<T> scalar(String name, Class<T> type) {
    return tf.withName(name).placeholder(type, Placeholder.shape(Shape.scalar()));
  }

  @Override
  public Graph graph() {
    return training.graph();
  }

  @Override
  public Ops ops() {
    return tf;
  }

  @Override
  public Feeds feeds() {
    return feeds;
  }

  @Override
  public Weights weights() {
    return training.weights();
  }

  @Override
  public List<Weight> trainable() {
    return trainable.options().selection().of(training);
  }

  @Override
  public Operand<TFloat32> loss() {
    return loss;
  }

  @Override
  public List<Warp> warps() {
    return List.of();
  }

  @Override
  public boolean hasStepOperations() {
    return !training.updates().isEmpty() || training.weights().hasStepOperations();
  }

  @Override
  public List<Op> stepOperations(Ops after) {
    List<Op> all = new ArrayList<>(training.updates());
    all.addAll(training.weights().stepOperations(after));
    return all;
  }

  @Override
  public List<Optional<Output<?>>> gradients(
      List<Weight> weights, List<? extends Operand<?>> others) {
    List<Output<?>> xs = new ArrayList<>();
    weights.forEach(weight -> xs.add(weight.handle().asOutput()));
    others.forEach(other -> xs.add(other.asOutput()));
    return training.gradients(loss.asOutput(), xs);
  }

  @Override
  public Scores scores() {
    TunableModel model = inference.orElse(training);
    Output<TFloat32> scored = inference.isPresent() ? logits(model) : logits;
    Map<TensorSpec, Operand<?>> inputs = inference.isPresent() ? inputs(model) : feeds.inputs();
    return new Scores(
        trainable.options().objective(),
        labels(),
        inputs,
        scored,
        feeds.areClasses() ? Optional.empty() : Optional.of(inferenceLoss(model, scored, inputs)));
  }

  private InferenceLoss inferenceLoss(
      TunableModel model, Output<TFloat32> scored, Map<TensorSpec, Operand<?>> inputs) {
    if (inference.isEmpty()) {
      return new InferenceLoss(feeds.targets(), loss);
    }
    Ops ops = Ops.create(model.graph()).withSubScope("evaluate");
    Feeds fed = new Feeds(inputs, targets(ops), feeds.rate(), feeds.step(), Optional.empty());
    return new InferenceLoss(fed.targets(), lossOf(ops, scored, fed));
  }

  @Override
  public OpenedGraph open(GraphDef finished, GraphPlacement placement) {
    if (placement != GraphPlacement.LOCAL) {
      throw new IllegalArgumentException(
          "placement: expected this process, as a loaded model has its session here");
    }
    InstalledModel installed = training.install(graph -> finished);
    Optional<InstalledModel> evaluated =
        inference.map(model -> model.installBeside(installed, graph -> graph));
    isOpened = true;
    trainable.setOpened(
        new SavedModelTrainable.Opened(
            installed, installed.weights(training.weights()), this::free));
    return new OpenedGraph(
        installed.session(),
        installed.graph(),
        installed.prefix(),
        operand ->
            inference.isPresent() && operand.op().env() == inference.get().graph()
                ? evaluated.orElseThrow().name(operand)
                : installed.name(operand),
        () -> {
          evaluated.ifPresent(InstalledModel::close);
          installed.close();
        });
  }

  /** Frees a pass that was not opened; the trainable frees one that was. */
  @Override
  public void close() {
    if (!isOpened) {
      free();
    }
  }

  private void free() {
    inference.ifPresent(TunableModel::close);
    training.close();
  }
}
