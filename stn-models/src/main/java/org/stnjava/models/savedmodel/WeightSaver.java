package org.stnjava.models.savedmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The operations that save and restore a graph's weights.
 *
 * <p>TensorFlow Java makes them for reference variables only, but adopts what it finds under these
 * names.
 */
final class WeightSaver {

  private WeightSaver() {}

  static void addTo(Graph graph, Weights weights) {
    Ops tf = Ops.create(graph).withSubScope("save");
    String[] names = weights.all().stream().map(Weight::name).toArray(String[]::new);
    String[] slices = new String[names.length];
    Arrays.fill(slices, "");
    Placeholder<TString> filename = tf.withName("filename").placeholder(TString.class);
    Operand<TString> keys = tf.array(names);
    Operand<TString> whole = tf.array(slices);

    List<Operand<?>> values = new ArrayList<>();
    List<Class<? extends TType>> types = new ArrayList<>();
    for (Weight weight : weights.all()) {
      values.add(tf.readVariableOp(weight.handle(), TFloat32.class));
      types.add(TFloat32.class);
    }
    Op save = tf.train.save(filename, keys, whole, values);
    tf.withControlDependencies(List.of(save)).withName("control_dependency").identity(filename);

    Restore restore = tf.train.restore(filename, keys, whole, types);
    List<Op> assigned = new ArrayList<>();
    int next = 0;
    for (Weight weight : weights.all()) {
      assigned.add(tf.assignVariableOp(weight.handle(), restore.tensors().get(next++)));
    }
    tf.withControlDependencies(assigned).withName("restore_all").noOp();
  }
}
