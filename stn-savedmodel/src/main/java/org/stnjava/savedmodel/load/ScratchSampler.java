package org.stnjava.savedmodel.load;

import com.google.common.hash.HashCode;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * Samplers in graphs of their own, built to be looked at.
 *
 * @param images the shape of the images
 * @param points the shape of the grid
 */
record ScratchSampler(Shape images, Shape points) {

  /** What the images are called. */
  static final String U = "u";

  /** What the source points are called. */
  static final String GRID = "grid";

  /** The operation of a sampler that is executed as loops in Java. */
  private static final String LOOPS = "StnSample";

  /** The form of a portable sampler's output; empty if it does not take such shapes. */
  Optional<HashCode> form(Sampler sampler) {
    return build(
        sampler.withExecution(Execution.PORTABLE),
        (graph, v) -> NodeForms.of(graph.getNodeList(), Map.of(U, U, GRID, GRID)).byNode().get(v));
  }

  /** Whether a sampler is executed as loops in Java. */
  boolean runsLoops(Sampler sampler) {
    return build(
            sampler,
            (graph, v) -> graph.getNodeList().stream().anyMatch(node -> node.getOp().equals(LOOPS)))
        .orElse(false);
  }

  private <R> Optional<R> build(Sampler sampler, BiFunction<GraphDef, String, R> look) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> u = tf.withName(U).placeholder(TFloat32.class, Placeholder.shape(images));
      Operand<TFloat32> grid =
          tf.withName(GRID).placeholder(TFloat32.class, Placeholder.shape(points));
      String v = sampler.sample(tf, u, grid).op().name();
      return Optional.of(look.apply(graph.toGraphDef(), v));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the shapes are none of a sampler
    }
  }
}
