package org.stnjava.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;

class WeightsTest {

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Weights weights = new Weights(graph, 3);

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  @Test
  void startTheSameWhateverElseThereIs() {
    weights.get("a/kernel", Shape.of(2, 3), Initializer.he());
    float[] expected = weights.get("b/kernel", Shape.of(2, 3), Initializer.he()).initial();
    try (Graph other = new Graph()) {
      Weights alone = new Weights(other, 3);

      assertThat(alone.get("b/kernel", Shape.of(2, 3), Initializer.he()).initial())
          .containsExactly(expected);
      assertThat(weights.get("a/kernel", Shape.of(2, 3), Initializer.he()).initial())
          .isNotEqualTo(expected);
    }
  }

  @Test
  void areSharedByName() {
    Weight first = weights.get("a", Shape.of(4), Initializer.zeros());

    assertThat(weights.get("a", Shape.of(4), Initializer.he())).isSameAs(first);
    assertThatThrownBy(() -> weights.get("a", Shape.of(5), Initializer.zeros()))
        .hasMessage("a: expected shape [4], as before, but got [5]");
  }

  @Test
  void keepWhatIsWritten() {
    weights.get("a", Shape.of(2), Initializer.zeros());
    weights.get("b", Shape.of(1), Initializer.of(7));
    weights.initialize(session);
    assertThat(weights.read(session).get("b")).containsExactly(7);

    weights.write(session, Map.of("a", new float[] {1, 2}, "b", new float[] {3}));

    assertThat(weights.read(session).get("a")).containsExactly(1, 2);
    assertThat(weights.read(session).get("b")).containsExactly(3);
    assertThat(weights.parameters()).isEqualTo(3);
  }

  @Test
  void listWhatDoesNotFit() {
    weights.get("a", Shape.of(2), Initializer.zeros());
    weights.get("b", Shape.of(2), Initializer.zeros());

    assertThatThrownBy(
            () -> weights.write(session, Map.of("a", new float[3], "c", new float[] {3})))
        .hasMessage(
            "values: expected those of this model's weights; missing [b], unknown [c], "
                + "of another size [a [2] with 3 values]");
  }

  @Test
  void startWithTheVarianceOfHe() {
    float[] values = Initializer.he().values(Shape.of(5, 5, 8, 100), 1);

    double variance = 0;
    for (float value : values) {
      variance += value * value / values.length;
    }
    assertThat(variance).isCloseTo(2.0 / 200, within(2e-4));
  }

  @Test
  void startWithinPyTorchsBounds() {
    float[] values = Initializer.uniform(400).values(Shape.of(100, 100), 1);
    Arrays.sort(values);

    assertThat(values[0]).isBetween(-0.05f, -0.0499f);
    assertThat(values[values.length - 1]).isBetween(0.0499f, 0.05f);
  }

  @Test
  void refuseFirstValuesOfAnotherSize() {
    assertThatThrownBy(() -> Initializer.of(1, 2).values(Shape.of(3), 0))
        .hasMessage("values: expected 3 for shape [3] but got 2");
  }
}
