package org.stnjava.models.layer;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.op.core.AssignVariableOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReadVariableOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * The weights and the state of one graph, by name, in the order of their creation.
 *
 * <p>All are resource variables, which TensorFlow's fused optimizers require. The same seed and
 * name give the same initial values, independent of the rest of the graph. Not thread-safe while a
 * graph is built.
 */
public final class Weights {

  private static final String VALUE = "/value";
  private static final String FEED = "/feed";
  private static final String ASSIGN = "/assign";

  private final Graph graph;
  private final Scope scope;
  private final long seed;
  private final String prefix;
  private final Map<String, Weight> weights = new LinkedHashMap<>();
  private final List<Function<Ops, Op>> pending = new ArrayList<>();
  private final List<Op> stepOperations = new ArrayList<>();

  /**
   * Creates an empty collection.
   *
   * @param graph of the variables
   * @param seed of their initial values
   */
  public Weights(Graph graph, long seed) {
    this(graph, seed, "");
  }

  private Weights(Graph graph, long seed, String prefix) {
    this.graph = graph;
    this.scope = Ops.create(graph).scope();
    this.seed = seed;
    this.prefix = prefix;
  }

  /**
   * The weight of a name, created at the first call.
   *
   * @param name its name, parts separated by slashes
   * @param shape its shape
   * @param initializer of its values
   * @return the weight
   * @throws IllegalArgumentException if there is one of that name with another shape, or state
   */
  public Weight get(String name, Shape shape, Initializer initializer) {
    return variable(name, shape, initializer, true);
  }

  /**
   * The state of a name, created at the first call: saved with the weights, but not trained.
   *
   * @param name its name, parts separated by slashes
   * @param shape its shape
   * @param initializer of its values
   * @return the variable
   * @throws IllegalArgumentException if there is one of that name with another shape, or a weight
   *     that is trained
   */
  public Weight state(String name, Shape shape, Initializer initializer) {
    return variable(name, shape, initializer, false);
  }

  private Weight variable(String name, Shape shape, Initializer initializer, boolean trainable) {
    Weight weight =
        weights.computeIfAbsent(name, key -> create(key, shape, initializer, trainable));
    if (!weight.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "%s: expected shape %s, as before, but got %s".formatted(name, weight.shape(), shape));
    }
    if (weight.trainable() != trainable) {
      throw new IllegalArgumentException(
          "%s: expected %s, as before, but got %s"
              .formatted(name, kind(weight.trainable()), kind(trainable)));
    }
    return weight;
  }

  private static String kind(boolean trainable) {
    return trainable ? "a weight" : "state";
  }

  /**
   * Adds a variable that the graph has already, with the value that it has.
   *
   * @param name of the weight here
   * @param shape its shape
   * @param handle the variable, of floats
   * @return the weight; {@link #initialize} does not change it
   */
  public Weight adopt(String name, Shape shape, VarHandleOp handle) {
    return weights.computeIfAbsent(name, key -> around(key, shape, true, new float[0], handle));
  }

  /**
   * The same weights in a copy of their graph.
   *
   * @param copy holds all nodes of the graph
   * @param prefix prefix of the names there, empty or ending in a slash
   * @return weights with the operations of the copy
   */
  public Weights in(Graph copy, String prefix) {
    Weights same = new Weights(copy, seed, prefix);
    weights.values().forEach(weight -> same.weights.put(weight.name(), weight.in(copy, prefix)));
    for (Op step : stepOperations) {
      Operation counterpart = copy.operationOrThrow(prefix + step.op().name());
      same.stepOperations.add(() -> counterpart);
    }
    return same;
  }

  /**
   * Adds an operation of each training step, see {@link ModelScope#onStep}.
   *
   * @param update builds it
   */
  public void onStep(Function<Ops, Op> update) {
    pending.add(update);
  }

  /** {@return whether a training step has to run more than the updates of the weights} */
  public boolean hasStepOperations() {
    return !pending.isEmpty() || !stepOperations.isEmpty();
  }

  /**
   * The operations that a training step has to run besides the updates of the weights, each after
   * the one before.
   *
   * @param tf where to build those that are not built yet; its control dependencies run before them
   * @return all of them
   */
  public List<Op> stepOperations(Ops tf) {
    Ops here = tf;
    for (Function<Ops, Op> update : pending) {
      Op next = update.apply(here);
      stepOperations.add(next);
      here = tf.withControlDependencies(List.of(next));
    }
    pending.clear();
    return List.copyOf(stepOperations);
  }

  /**
   * All weights and all state: the variables that are saved.
   *
   * @return a view
   */
  public Collection<Weight> all() {
    return Collections.unmodifiableCollection(weights.values());
  }

  /**
   * The weights without the state: the variables that optimizers update.
   *
   * @return in the order of their creation
   */
  public List<Weight> trainable() {
    return weights.values().stream().filter(Weight::trainable).toList();
  }

  /**
   * How many elements the trainable weights have together.
   *
   * @return the number of parameters, state not counted
   */
  public long parameters() {
    return trainable().stream().mapToLong(weight -> weight.shape().size()).sum();
  }

  /**
   * Gives every variable its initial values, except those that were {@linkplain #adopt added} with
   * a value.
   *
   * @param session of the graph, or of a copy of it
   */
  public void initialize(Session session) {
    Map<Weight, float[]> first = new LinkedHashMap<>();
    weights.values().stream()
        .filter(weight -> weight.initial().length == weight.shape().size())
        .forEach(weight -> first.put(weight, weight.initial()));
    assign(session, first);
  }

  /**
   * Reads all weights and all state.
   *
   * @param session of the graph, or of a copy of it
   * @return values by name, row-major
   */
  public Map<String, float[]> read(Session session) {
    Map<String, float[]> values = new LinkedHashMap<>();
    if (weights.isEmpty()) {
      return values;
    }
    Session.Runner runner = session.runner();
    weights.values().forEach(weight -> runner.fetch(prefix + weight.name() + VALUE));
    try (Result result = runner.run()) {
      int next = 0;
      for (Weight weight : weights.values()) {
        values.put(weight.name(), copyOf((TFloat32) result.get(next++)));
      }
    }
    return values;
  }

  /**
   * Sets all weights and all state.
   *
   * @param session of the graph, or of a copy of it
   * @param values by name, row-major
   * @throws IllegalArgumentException if names or sizes differ; the message lists the differences
   */
  public void write(Session session, Map<String, float[]> values) {
    requireSame(values);
    Map<Weight, float[]> next = new LinkedHashMap<>();
    values.forEach((name, numbers) -> next.put(named(name), numbers));
    assign(session, next);
  }

  private Weight named(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  private void requireSame(Map<String, float[]> values) {
    TreeSet<String> missing = new TreeSet<>(weights.keySet());
    missing.removeAll(values.keySet());
    TreeSet<String> extra = new TreeSet<>(values.keySet());
    extra.removeAll(weights.keySet());
    TreeSet<String> different = new TreeSet<>();
    weights.forEach(
        (name, weight) -> {
          float[] given = values.get(name);
          if (given != null && given.length != weight.shape().size()) {
            different.add("%s %s with %d values".formatted(name, weight.shape(), given.length));
          }
        });
    if (!missing.isEmpty() || !extra.isEmpty() || !different.isEmpty()) {
      throw new IllegalArgumentException(
          "values: expected those of this model's weights; missing %s, unknown %s, of another size %s"
              .formatted(missing, extra, different));
    }
  }

  private Weight create(String name, Shape shape, Initializer initializer, boolean trainable) {
    long ownSeed = seed ^ Hashing.murmur3_128().hashString(name, StandardCharsets.UTF_8).asLong();
    VarHandleOp handle =
        new VarHandleOp(
            node("VarHandleOp", name).setAttr("shape", shape).setAttr("shared_name", name).build());
    return around(name, shape, trainable, initializer.values(shape, ownSeed), handle);
  }

  private Weight around(
      String name, Shape shape, boolean trainable, float[] initial, VarHandleOp handle) {
    ReadVariableOp<TFloat32> value =
        new ReadVariableOp<>(
            node("ReadVariableOp", name + VALUE).addInput(handle.asOutput()).build());
    Placeholder<TFloat32> feed =
        new Placeholder<>(node("Placeholder", name + FEED).setAttr("shape", shape).build());
    AssignVariableOp assign =
        new AssignVariableOp(
            node("AssignVariableOp", name + ASSIGN)
                .addInput(handle.asOutput())
                .addInput(feed.asOutput())
                .build());
    return new Weight(name, shape, trainable, initial, handle, value, feed, assign);
  }

  /**
   * A node of exactly this name, which checkpoints and Python use: {@code Ops} takes no slashes and
   * numbers a scope that is opened again.
   */
  private OperationBuilder node(String operation, String name) {
    return graph.opBuilder(operation, name, scope).setAttr("dtype", DataType.DT_FLOAT);
  }

  /** Assigns all values in one call, as the session prepares each new set of nodes anew. */
  private void assign(Session session, Map<Weight, float[]> values) {
    if (values.isEmpty()) {
      return;
    }
    List<TFloat32> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      values.forEach(
          (weight, numbers) -> {
            TFloat32 tensor = TFloat32.tensorOf(weight.shape(), DataBuffers.of(numbers));
            tensors.add(tensor);
            runner
                .feed(prefix + weight.name() + FEED, tensor)
                .addTarget(prefix + weight.name() + ASSIGN);
          });
      runner.run().close();
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  private static float[] copyOf(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values)));
    return values;
  }
}
