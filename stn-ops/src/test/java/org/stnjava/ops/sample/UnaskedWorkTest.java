package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.testing.Executed;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What nobody asked for is not computed. */
class UnaskedWorkTest {

  private static final Shape IMAGES = Shape.of(2, 5, 4, 3);
  private static final Shape POINTS = Shape.of(2, 3, 6, 2);
  private static final Shape OUTPUT = Shape.of(2, 3, 6, 3);

  /** Sums into the rows of an image: one for each pixel that the kernel reads at a point. */
  private static final String INTO_THE_IMAGE = "UnsortedSegmentSum";

  /** Reads an image and some gradients; gives how often each operation ran. */
  private static Map<String, Long> ran(boolean ofTheImage, boolean ofTheGrid) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        Tensor image = Value.random(1, 0, 1, IMAGES.asArray()).tensor(TFloat32.class);
        Tensor points = Value.random(2, -1, 1, POINTS.asArray()).tensor(TFloat32.class);
        Tensor weights = Value.random(3, 0, 1, OUTPUT.asArray()).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> u = tf.placeholder(TFloat32.class, Placeholder.shape(IMAGES));
      Operand<TFloat32> grid = tf.placeholder(TFloat32.class, Placeholder.shape(POINTS));
      Operand<TFloat32> dv = tf.placeholder(TFloat32.class, Placeholder.shape(OUTPUT));
      Operand<TFloat32> v = Sampler.bilinear().sample(tf, u, grid);
      Session.Runner runner = session.runner().feed(u, image).feed(grid, points).fetch(v);
      if (ofTheImage) {
        runner.fetch(gradient(graph, v, dv, u));
      }
      if (ofTheGrid) {
        runner.fetch(gradient(graph, v, dv, grid));
      }
      return Executed.by(ofTheImage || ofTheGrid ? runner.feed(dv, weights) : runner);
    }
  }

  private static Output<?> gradient(Graph graph, Operand<?> v, Operand<?> dv, Operand<?> input) {
    return graph
        .addGradients(
            "gradient_" + input.op().name(),
            new Output<?>[] {v.asOutput()},
            new Output<?>[] {input.asOutput()},
            new Output<?>[] {dv.asOutput()})[0];
  }

  private static long total(Map<String, Long> operations) {
    return operations.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void gradientOfTheGridSumsNothingIntoTheImage() {
    assertThat(ran(false, true)).doesNotContainKey(INTO_THE_IMAGE).containsKey("GatherV2");
    assertThat(ran(true, true)).containsEntry(INTO_THE_IMAGE, 4L);
  }

  @Test
  void eachGradientAddsItsOwnOperationsOnly() {
    long forward = total(ran(false, false));
    long image = total(ran(true, false)) - forward;
    long grid = total(ran(false, true)) - forward;

    assertThat(image).isPositive().isLessThan(grid);
    assertThat(total(ran(true, true)) - forward).isLessThanOrEqualTo(image + grid);
  }
}
