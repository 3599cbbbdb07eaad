package org.stnjava.train.graph;

import java.util.List;
import java.util.function.Function;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * The process that a training graph runs in, and what it does with a step's gradients: it updates
 * the weights, or hands the gradients to another process.
 */
public interface GraphPlacement {

  /** This process, in a session of its own: a step's gradients update the weights at once. */
  GraphPlacement LOCAL =
      new GraphPlacement() {
        @Override
        public List<Op> finish(
            Ops tf,
            Operand<TFloat32> loss,
            List<WeightGradient> gradients,
            Function<List<WeightGradient>, List<Op>> rule) {
          return rule.apply(gradients);
        }

        @Override
        public GraphDef place(GraphDef graph) {
          return graph;
        }

        @Override
        public Session open(Graph graph, ConfigProto config) {
          return new Session(graph, config);
        }
      };

  /**
   * Builds what a step does with its gradients.
   *
   * @param tf where to build
   * @param loss of the step's batch, a scalar
   * @param gradients of the weights that are trained
   * @param rule builds the updates of weights from gradients
   * @return the operations that a step has to run
   */
  List<Op> finish(
      Ops tf,
      Operand<TFloat32> loss,
      List<WeightGradient> gradients,
      Function<List<WeightGradient>, List<Op>> rule);

  /**
   * Assigns a device to each node.
   *
   * @param graph the whole graph, with deterministic sums
   * @return the same graph with devices
   */
  GraphDef place(GraphDef graph);

  /**
   * Opens the session.
   *
   * @param graph what {@link #place} returned, imported
   * @param config what the graph needs
   * @return a session, <b>to be closed</b>
   */
  Session open(Graph graph, ConfigProto config);

  /**
   * Completes a run that updates the weights.
   *
   * @param run lacks nothing but what {@link #finish} added
   * @return the same run
   */
  default Session.Runner complete(Session.Runner run) {
    return run;
  }

  /**
   * Refuses networks with state that changes with each step, where that cannot be done.
   *
   * @throws IllegalArgumentException if it cannot be done here
   */
  default void requireStepOperations() {}

  /** {@return whether this process gives the weights their initial values} */
  default boolean initializes() {
    return true;
  }
}
