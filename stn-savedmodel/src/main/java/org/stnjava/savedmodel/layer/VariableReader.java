package org.stnjava.savedmodel.layer;

import java.util.List;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.LoadedVariable;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Reads the values that a loaded model's variables have now.
 *
 * @param model with the session
 */
record VariableReader(LoadedModel model) {

  private static final String PREFIX = "stnjava_layer/read/";

  /**
   * The values of variables, in one call, as the session prepares each new set of nodes anew.
   *
   * @return in the order of the variables, <b>to be closed</b>
   */
  Result read(List<LoadedVariable> variables) {
    List<Output<?>> nodes = variables.stream().<Output<?>>map(this::value).toList();
    Session.Runner runner = model.bundle().session().runner();
    nodes.forEach(runner::fetch);
    return runner.run();
  }

  /** The value of a variable of floats. */
  static ImportedVariable imported(LoadedVariable variable, TFloat32 value, boolean trained) {
    float[] values = new float[Math.toIntExact(value.size())];
    value.copyTo(NdArrays.wrap(value.shape(), DataBuffers.of(values)));
    return new ImportedVariable(variable.name(), value.shape(), values, trained);
  }

  /** A node that reads the variable, added to the model's graph at its first use. */
  private Output<?> value(LoadedVariable variable) {
    Graph graph = model.bundle().graph();
    Output<?> node = graph.outputOrThrow(variable.node());
    if (variable.isCopy()) {
      return node;
    }
    synchronized (graph) {
      String name = PREFIX + variable.node();
      Operation present = graph.operation(name);
      return present != null
          ? present.output(0)
          : graph
              .opBuilder("ReadVariableOp", name, Ops.create(graph).scope())
              .addInput(node)
              .setAttr("dtype", variable.dtype())
              .build()
              .output(0);
    }
  }
}
