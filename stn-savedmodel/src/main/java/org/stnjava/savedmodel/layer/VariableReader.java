package org.stnjava.savedmodel.layer;

import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.LoadedVariable;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
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

  /** The value of a variable, <b>to be closed</b>. */
  Tensor read(LoadedVariable variable) {
    return model.bundle().session().runner().fetch(value(variable)).run().get(0);
  }

  /** The value of a variable of floats. */
  ImportedVariable imported(LoadedVariable variable, boolean trained) {
    try (TFloat32 tensor = (TFloat32) read(variable)) {
      float[] values = new float[Math.toIntExact(tensor.size())];
      tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values)));
      return new ImportedVariable(variable.name(), tensor.shape(), values, trained);
    }
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
