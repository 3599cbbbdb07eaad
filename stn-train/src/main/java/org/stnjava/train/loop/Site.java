package org.stnjava.train.loop;

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

/** Where a training's graph runs, and what becomes of a step's gradients there. */
public interface Site {

  /** This process: a step's gradients update the weights at once. */
  Site HERE =
      new Site() {
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
   * @param loss of the step's images, a scalar
   * @param gradients to the weights that are trained
   * @param rule builds the updates of weights from gradients
   * @return what has to run for the step to be done
   */
  List<Op> finish(
      Ops tf,
      Operand<TFloat32> loss,
      List<WeightGradient> gradients,
      Function<List<WeightGradient>, List<Op>> rule);

  /**
   * Says which machine each node is for.
   *
   * @param graph the whole graph, with repeatable sums
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
   * Completes a run that updates.
   *
   * @param run lacks nothing but what {@link #finish} added
   * @return the same run
   */
  default Session.Runner complete(Session.Runner run) {
    return run;
  }

  /**
   * Refuses networks that keep state which changes with each step, where that cannot be done.
   *
   * @throws IllegalArgumentException if it cannot be done here
   */
  default void requireStepOperations() {}

  /** {@return whether the weights get their first values from here} */
  default boolean initializes() {
    return true;
  }
}
