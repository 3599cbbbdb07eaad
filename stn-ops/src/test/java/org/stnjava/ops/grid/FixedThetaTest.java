package org.stnjava.ops.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.transform.Flow;
import org.stnjava.ops.transform.Transform;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.ops.transform.Velocity;
import org.stnjava.testing.Executed;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A grid that depends on nothing that is fed is computed once, not in every run. */
class FixedThetaTest {

  static Stream<Transform> transforms() {
    return Transforms.names().stream().map(FixedThetaTest::byName);
  }

  private static Transform byName(String name) {
    return switch (name) {
      case "flow" -> new Flow(21, 28);
      case "velocity" -> Velocity.of(4, 3);
      default -> Transforms.byName(name);
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transforms")
  void makesTheGridAConstant(Transform transform) {
    Shape size = transform.outputSize().numDimensions() == 3 ? Shape.of(5, 6, 7) : Shape.of(21, 28);
    Shape shape = transform.thetaShape().prepend(2);
    Value theta = Value.random(1, -0.5, 0.5, shape.asArray());
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 numbers = theta.tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> fixed = tf.constantOf(numbers);

      Operand<TFloat32> grid = GridGenerator.of(transform, size).generate(tf, fixed);

      assertThat(grid.op().type()).isNotEqualTo("Const");
      assertThat(Executed.by(session.runner().fetch(grid))).containsOnlyKeys("Const", "_Retval");
    }
  }
}
