package org.stnjava.train.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.stnjava.data.batch.Batch;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.transformer.Warp;
import org.stnjava.train.objective.TensorSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** A network in training form and in inference form, on the same weights. */
final class NetworkForwardPass implements ForwardPass {

  private static final float WHITE = 255;

  /** Grappler's arithmetic rewriting would merge the sums again; see {@link DeterministicSums}. */
  private static final ConfigProto KEEP_SUMS =
      ConfigProto.newBuilder()
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setRewriteOptions(
                      RewriterConfig.newBuilder()
                          .setArithmeticOptimization(RewriterConfig.Toggle.OFF)))
          .build();

  private final NetworkTrainable network;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Weights weights;
  private final Feeds feeds;
  private final Operand<TFloat32> u;
  private final Classification trained;
  private final Operand<TFloat32> loss;

  NetworkForwardPass(NetworkTrainable network, long seed) {
    this.network = network;
    weights = new Weights(graph, seed);
    try {
      TensorSpec images = images();
      Operand<?> pixels = placeholder(images, images.shape());
      Operand<TFloat32> rate = scalar("rate", TFloat32.class);
      Operand<TInt64> step = scalar("step", TInt64.class);
      u = scaled(pixels);
      Operand<TInt64> dropoutSeed = tf.stack(List.of(tf.constant(seed), step));
      trained =
          network
              .classifier()
              .classify(tf.withSubScope("train"), ModelScope.training(weights, dropoutSeed), u);
      feeds = new Feeds(Map.of(images, pixels), targets(), rate, step, Optional.empty());
      loss = tf.withName("loss").identity(withPenalties());
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private TensorSpec images() {
    ImageShape input = network.classifier().input();
    Shape shape = Shape.of(-1, input.height(), input.width(), input.channels());
    return new TensorSpec(Batch.IMAGES, network.pixels(), shape, OptionalInt.empty());
  }

  private Map<TensorSpec, Operand<?>> targets() {
    Classifier classifier = network.classifier();
    Map<TensorSpec, Operand<?>> targets = new LinkedHashMap<>();
    for (TensorSpec spec :
        network.objective().targets(classifier.labels(), OptionalInt.of(classifier.classes()))) {
      targets.put(spec, placeholder(spec, spec.isClasses() ? Shape.of(-1) : spec.shape()));
    }
    return targets;
  }

  private Operand<?> placeholder(TensorSpec spec, Shape shape) {
    return tf.withName(spec.name()).placeholder(spec.type(), Placeholder.shape(shape));
  }

  private <T extends TType> Operand<T> scalar(String name, Class<T> type) {
    return tf.withName(name).placeholder(type, Placeholder.shape(Shape.scalar()));
  }

  @SuppressWarnings("unchecked") // the type is one of two
  private Operand<TFloat32> scaled(Operand<?> pixels) {
    return network.pixels() == TFloat32.class
        ? (Operand<TFloat32>) pixels
        : tf.math.mul(
            tf.dtypes.cast((Operand<TUint8>) pixels, TFloat32.class), tf.constant(1 / WHITE));
  }

  /** The objective's loss and the penalties, added two at a time. */
  private Operand<TFloat32> withPenalties() {
    Operand<TFloat32> sum =
        network.objective().loss(tf.withSubScope("objective"), trained, feeds.namedTargets());
    for (Operand<TFloat32> penalty : trained.penalties()) {
      sum = tf.math.add(sum, penalty);
    }
    return sum;
  }

  @Override
  public Graph graph() {
    return graph;
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
    return weights;
  }

  @Override
  public List<Weight> trainable() {
    return weights.trainable();
  }

  @Override
  public Operand<TFloat32> loss() {
    return loss;
  }

  @Override
  public List<Warp> warps() {
    return trained.warps();
  }

  @Override
  public boolean hasStepOperations() {
    return weights.hasStepOperations();
  }

  @Override
  public List<Op> stepOperations(Ops after) {
    return weights.stepOperations(after);
  }

  @Override
  public Scores scores() {
    Classifier classifier = network.classifier();
    Classification tested =
        classifier.classify(tf.withSubScope("test"), ModelScope.inference(weights), u);
    Operand<TFloat32> logits = tf.withName("logits").identity(tested.logits());
    Optional<InferenceLoss> value =
        feeds.areClasses()
            ? Optional.empty()
            : Optional.of(new InferenceLoss(feeds.targets(), testLoss(tested)));
    return new Scores(network.objective(), classifier.labels(), feeds.inputs(), logits, value);
  }

  private Operand<TFloat32> testLoss(Classification tested) {
    return network.objective().loss(tf.withSubScope("test_loss"), tested, feeds.namedTargets());
  }

  @Override
  public List<Optional<Output<?>>> gradients(
      List<Weight> trainedWeights, List<? extends Operand<?>> others) {
    Output<?>[] to =
        Stream.concat(
                trainedWeights.stream().map(weight -> weight.value().asOutput()),
                others.stream().map(Operand::asOutput))
            .toArray(Output<?>[]::new);
    List<Optional<Output<?>>> gradients = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(loss.asOutput(), to)) {
      gradients.add(gradient.isClosed() ? Optional.empty() : Optional.of(gradient));
    }
    return gradients;
  }

  @Override
  public OpenedGraph open(GraphDef finished, GraphPlacement placement) {
    Graph opened = new Graph();
    try {
      opened.importGraphDef(placement.place(finished));
      Session session = placement.open(opened, KEEP_SUMS);
      return new OpenedGraph(
          session,
          opened,
          "",
          operand -> operand.op().name() + ":" + operand.asOutput().index(),
          () -> {
            session.close();
            opened.close();
          });
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
