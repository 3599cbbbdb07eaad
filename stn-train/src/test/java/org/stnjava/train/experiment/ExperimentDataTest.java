package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.train.data.Placement;
import org.stnjava.train.metric.Box;

class ExperimentDataTest {

  private static ExperimentData of(String experiment) {
    return ExperimentData.load(RunConfig.of(Map.of("experiment", experiment)));
  }

  @Test
  void knowsWhereTranslatedDigitsLie() {
    ExperimentData data = of("mnist-t");

    List<List<Box>> boxes = data.boxes();

    assertThat(boxes).hasSameSizeAs(data.test().placements());
    for (int i = 0; i < 50; i++) {
      Box box = boxes.get(i).get(0);
      assertThat(box.area()).isCloseTo(28 * 28, within(1e-9));
      assertThat(pixelsOutside(data, i, box)).isZero();
    }
  }

  @Test
  void widensTheBoxesOfTurnedDigits() {
    ExperimentData data = of("mnist-rts");

    for (int i = 0; i < 50; i++) {
      Placement placement = data.test().placements().get(i);
      Box box = data.boxes().get(i).get(0);
      double turned = Math.abs(Math.cos(placement.angle())) + Math.abs(Math.sin(placement.angle()));
      assertThat(Math.sqrt(box.area())).isCloseTo(28 * placement.scale() * turned, within(1e-9));
      assertThat(pixelsOutside(data, i, box)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist-r", "mnist-addition"})
  void knowsNoBoxesOfDigitsThatFillTheImageOrAreTwo(String experiment) {
    assertThat(of(experiment).boxes()).isEmpty();
  }

  /** Bright pixels whose center is more than a pixel away from the box. */
  private static int pixelsOutside(ExperimentData data, int index, Box box) {
    byte[] image = data.test().images().image(index);
    int width = data.test().images().width();
    int outside = 0;
    for (int i = 0; i < image.length; i++) {
      int row = i / width;
      double x = i % width + 0.5;
      double y = row + 0.5;
      boolean inside =
          x > box.left() - 1 && x < box.right() + 1 && y > box.top() - 1 && y < box.bottom() + 1;
      outside += image[i] != 0 && !inside ? 1 : 0;
    }
    return outside;
  }
}
