package org.stnjava.savedmodel.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.stnjava.models.layer.Weight;
import org.stnjava.savedmodel.description.ModelDescription.SavedTensor;
import org.stnjava.savedmodel.format.CheckpointFiles;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Saves a session's weights in TensorFlow's own format, and restores them.
 *
 * <p>Python reads the files with {@code tf.train.load_checkpoint}.
 *
 * @param session of a graph that {@link #addTo} has prepared, or of a copy of it; stays the
 *     caller's to close
 * @param weights those that the graph was prepared for
 * @param prefix what the names of the prepared graph begin with in the session, empty or ending in
 *     a slash
 */
public record WeightSaver(Session session, List<Weight> weights, String prefix) {

  /** TensorFlow Java adopts operations of these names for SavedModels. */
  private static final String SCOPE = "save";

  private static final String FILENAME = "filename";
  private static final String SAVE = "control_dependency";
  private static final String RESTORE = "restore_all";

  /** Takes a copy of the list. */
  public WeightSaver {
    weights = List.copyOf(weights);
  }

  /**
   * A saver for a graph that has the names it was prepared with.
   *
   * @param session of the graph; stays the caller's to close
   * @param weights those that the graph was prepared for
   */
  public WeightSaver(Session session, List<Weight> weights) {
    this(session, weights, "");
  }

  /**
   * Adds the operations that save and restore weights.
   *
   * @param graph of the weights
   * @param weights at least one
   */
  public static void addTo(Graph graph, Collection<Weight> weights) {
    Ops tf = Ops.create(graph).withSubScope(SCOPE);
    String[] names = weights.stream().map(Weight::name).toArray(String[]::new);
    String[] slices = new String[names.length];
    Arrays.fill(slices, "");
    Placeholder<TString> filename = tf.withName(FILENAME).placeholder(TString.class);
    Operand<TString> keys = tf.array(names);
    Operand<TString> whole = tf.array(slices);

    List<Operand<?>> values = new ArrayList<>();
    List<Class<? extends TType>> types = new ArrayList<>();
    for (Weight weight : weights) {
      values.add(tf.readVariableOp(weight.handle(), TFloat32.class));
      types.add(TFloat32.class);
    }
    Op save = tf.train.save(filename, keys, whole, values);
    tf.withControlDependencies(List.of(save)).withName(SAVE).identity(filename);

    Restore restore = tf.train.restore(filename, keys, whole, types);
    List<Op> assigned = new ArrayList<>();
    int next = 0;
    for (Weight weight : weights) {
      assigned.add(tf.assignVariableOp(weight.handle(), restore.tensors().get(next++)));
    }
    tf.withControlDependencies(assigned).withName(RESTORE).noOp();
  }

  /**
   * Writes all weights.
   *
   * @param files what the names of the files begin with; their folder must exist
   * @throws UncheckedIOException if they cannot be written
   */
  public void save(Path files) {
    try {
      run(SAVE, files);
    } catch (TensorFlowException e) {
      throw new UncheckedIOException(files + ": cannot be written", new IOException(reason(e), e));
    }
  }

  /**
   * Gives all weights the values of a file.
   *
   * @param files what the names of the files begin with
   * @throws IllegalArgumentException if the files are missing or damaged, or hold other weights;
   *     the message lists what is missing, unknown and different
   */
  public void restore(Path files) {
    requireSame(files, CheckpointFiles.read(files).tensors());
    try {
      run(RESTORE, files);
    } catch (TensorFlowException e) {
      throw new IllegalArgumentException(
          "%s: expected whole weights but they cannot be read: %s".formatted(files, reason(e)), e);
    }
  }

  /** What TensorFlow says before it names the node and gives hints. */
  private static String reason(TensorFlowException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private void run(String operation, Path files) {
    try (TString name = TString.scalarOf(files.toString())) {
      session
          .runner()
          .feed(prefix + SCOPE + "/" + FILENAME, name)
          .addTarget(prefix + SCOPE + "/" + operation)
          .run()
          .close();
    }
  }

  private void requireSame(Path files, List<SavedTensor> saved) {
    TreeMap<String, String> expected = new TreeMap<>();
    weights.forEach(weight -> expected.put(weight.name(), kind(weight)));
    TreeMap<String, String> found = new TreeMap<>();
    saved.forEach(tensor -> found.put(tensor.key(), kind(tensor)));
    if (!found.equals(expected)) {
      TreeSet<String> different = new TreeSet<>();
      expected.forEach(
          (name, kind) -> {
            String other = found.get(name);
            if (other != null && !other.equals(kind)) {
              different.add("%s %s instead of %s".formatted(name, other, kind));
            }
          });
      throw new IllegalArgumentException(
          "%s: expected this model's weights; missing %s, unknown %s, different %s"
              .formatted(files, without(expected, found), without(found, expected), different));
    }
  }

  private static List<String> without(TreeMap<String, String> some, TreeMap<String, String> those) {
    return some.keySet().stream().filter(name -> !those.containsKey(name)).toList();
  }

  private static String kind(Weight weight) {
    return "%s %s"
        .formatted(ProtoTypes.dtype(DataType.DT_FLOAT), Arrays.toString(weight.shape().asArray()));
  }

  private static String kind(SavedTensor tensor) {
    return "%s %s".formatted(tensor.dtype(), tensor.shape());
  }
}
