package org.stnjava.models.layer;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.AssignVariableOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * The weights of one graph, by name, in the order in which they were made.
 *
 * <p>Resource variables: TensorFlow's fused optimizers want them. The same seed and name give the
 * same first values, whatever else is in the graph.
 */
public final class Weights {

  private final Ops tf;
  private final long seed;
  private final Map<String, Weight> weights = new LinkedHashMap<>();

  /**
   * No weights yet.
   *
   * @param graph where they will live
   * @param seed of their first values
   */
  public Weights(Graph graph, long seed) {
    this.tf = Ops.create(graph);
    this.seed = seed;
  }

  /**
   * The weight of a name, made at the first call.
   *
   * @param name its name, parts separated by slashes
   * @param shape its shape
   * @param initializer gives its first values
   * @return the weight
   * @throws IllegalArgumentException if there is one of that name with another shape
   */
  public Weight get(String name, Shape shape, Initializer initializer) {
    Weight weight = weights.computeIfAbsent(name, key -> create(key, shape, initializer));
    if (!weight.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "%s: expected shape %s, as before, but got %s".formatted(name, weight.shape(), shape));
    }
    return weight;
  }

  /**
   * All weights.
   *
   * @return a view
   */
  public Collection<Weight> all() {
    return Collections.unmodifiableCollection(weights.values());
  }

  /**
   * How many numbers the weights hold.
   *
   * @return the number of parameters
   */
  public long parameters() {
    return weights.values().stream().mapToLong(weight -> weight.shape().size()).sum();
  }

  /**
   * Gives every weight its first values.
   *
   * @param session of the graph
   */
  public void initialize(Session session) {
    weights.values().forEach(weight -> assign(session, weight, weight.initial()));
  }

  /**
   * Reads every weight.
   *
   * @param session of the graph
   * @return values by name, row-major
   */
  public Map<String, float[]> read(Session session) {
    Map<String, float[]> values = new LinkedHashMap<>();
    if (weights.isEmpty()) {
      return values;
    }
    Session.Runner runner = session.runner();
    weights.values().forEach(weight -> runner.fetch(weight.value()));
    try (Result result = runner.run()) {
      int next = 0;
      for (Weight weight : weights.values()) {
        values.put(weight.name(), copyOf((TFloat32) result.get(next++)));
      }
    }
    return values;
  }

  /**
   * Gives every weight a value.
   *
   * @param session of the graph
   * @param values by name, row-major
   * @throws IllegalArgumentException if names or sizes differ; the message lists the differences
   */
  public void write(Session session, Map<String, float[]> values) {
    requireSame(values);
    values.forEach((name, numbers) -> assign(session, named(name), numbers));
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

  private Weight create(String name, Shape shape, Initializer initializer) {
    long ownSeed = seed ^ Hashing.murmur3_128().hashString(name, StandardCharsets.UTF_8).asLong();
    int slash = name.lastIndexOf('/');
    VarHandleOp handle =
        scope(name.substring(0, Math.max(slash, 0)))
            .withName(name.substring(slash + 1))
            .varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
    Ops own = scope(name);
    Operand<TFloat32> value = own.withName("value").readVariableOp(handle, TFloat32.class);
    Placeholder<TFloat32> feed =
        own.withName("feed").placeholder(TFloat32.class, Placeholder.shape(shape));
    AssignVariableOp assign = own.withName("assign").assignVariableOp(handle, feed);
    return new Weight(name, shape, initializer.values(shape, ownSeed), handle, value, feed, assign);
  }

  /** The scope of a path; {@code Ops} takes one part at a time. */
  private Ops scope(String path) {
    Ops scope = tf;
    for (String part : Splitter.on('/').omitEmptyStrings().split(path)) {
      scope = scope.withSubScope(part);
    }
    return scope;
  }

  private static void assign(Session session, Weight weight, float[] values) {
    try (TFloat32 tensor = TFloat32.tensorOf(weight.shape(), DataBuffers.of(values))) {
      session.runner().feed(weight.feed(), tensor).addTarget(weight.assign()).run().close();
    }
  }

  private static float[] copyOf(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values)));
    return values;
  }
}
