package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.scene.RotatedBox;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.train.metric.Box;

class ExperimentDataTest {

  private static ExperimentData of(String experiment) {
    return ExperimentData.load(RunConfig.of(Map.of("experiment", experiment)));
  }

  private static ExperimentData validated(String experiment, String validation) {
    return ExperimentData.load(
        RunConfig.of(Map.of("experiment", experiment)).with(Map.of("validation", validation)));
  }

  @Test
  void hasNoValidationSetOfDigitsUnlessAShareIsAskedFor() {
    ExperimentData whole = of("mnist-t");

    ExperimentData split = validated("mnist-t", "0.25");

    assertThat(whole.validation()).isEmpty();
    LabeledImages validation = split.validation().orElseThrow();
    int train = whole.dataset().train().size();
    assertThat(validation.size()).isBetween(train / 4 - 10, train / 4 + 10);
    assertThat(validation.height()).isEqualTo(60);
    assertThat(split.dataset().train().size()).isEqualTo(train - validation.size());
    assertThat(split.test()).isEqualTo(whole.test());
    assertThat(split.dataset().checksum()).isEqualTo(whole.dataset().checksum());
  }

  @Test
  void refusesAFolderOfPicturesForDigits() {
    assertThatThrownBy(() -> validated("mnist-t", "somewhere"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "validation: expected a share of the training images, as glyphs is no folder of pictures, but got 'somewhere'");
  }

  @Test
  void knowsWhereTranslatedDigitsLie() {
    ExperimentData data = of("mnist-t");

    List<List<Box>> boxes = data.boxes();

    assertThat(boxes).hasSameSizeAs(data.test().boxes());
    for (int i = 0; i < 50; i++) {
      Box box = boxes.get(i).get(0);
      assertThat(box.area()).isCloseTo(28 * 28, within(1e-9));
      assertThat(pixelsOutside(data, i, List.of(box))).isZero();
    }
  }

  @Test
  void widensTheBoxesOfTurnedDigits() {
    ExperimentData data = of("mnist-rts");

    for (int i = 0; i < 50; i++) {
      RotatedBox object = data.test().boxes().get(i).get(0);
      Box box = data.boxes().get(i).get(0);
      double turned = Math.abs(Math.cos(object.angle())) + Math.abs(Math.sin(object.angle()));
      assertThat(Math.sqrt(box.area())).isCloseTo(object.width() * turned, within(1e-9));
      assertThat(pixelsOutside(data, i, List.of(box))).isZero();
    }
  }

  @Test
  void knowsNoBoxesOfDigitsThatFillTheImage() {
    assertThat(of("mnist-r").boxes()).isEmpty();
  }

  @Test
  void knowsTheBoxesOfBothSummands() {
    ExperimentData data = of("mnist-addition");

    assertThat(data.boxes())
        .hasSize(data.test().images().size())
        .allSatisfy(boxes -> assertThat(boxes).hasSize(2));
  }

  @Test
  void holdsAllThatIsDrawnInItsBoxes() {
    RunConfig config = RunConfig.of(Map.of("experiment", "multi-digit")).with(Map.of("objects", 4));
    ExperimentData data = ExperimentData.load(config);

    assertThat(data.labels()).isEqualTo(4);
    assertThat(data.classes()).isEqualTo(10);
    for (int i = 0; i < 20; i++) {
      List<Box> boxes = data.boxes().get(i);
      assertThat(boxes).hasSize(4);
      assertThat(pixelsOutside(data, i, boxes)).isZero();
    }
  }

  @Test
  void readsNumbersWithALabelForEachPlace() {
    ExperimentData data = of("digit-sequence");

    assertThat(data.boxes()).isEmpty();
    assertThat(data.labels()).isEqualTo(5);
    assertThat(data.classes()).isEqualTo(11);
    assertThat(data.imageShape()).isEqualTo(new ImageShape(64, 64, 1));
  }

  @ParameterizedTest(name = "{0} objects")
  @ValueSource(ints = {1, 5})
  void drawsTwoToFourDigits(int objects) {
    RunConfig config =
        RunConfig.of(Map.of("experiment", "multi-digit")).with(Map.of("objects", objects));

    assertThatThrownBy(() -> ExperimentData.load(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("objects: expected 2 to 4 but got " + objects);
  }

  /** Bright pixels whose center is more than a pixel away from every box. */
  private static int pixelsOutside(ExperimentData data, int index, List<Box> boxes) {
    byte[] image = data.test().images().image(index);
    int width = data.test().images().width();
    int outside = 0;
    for (int i = 0; i < image.length; i++) {
      int row = i / width;
      double x = i % width + 0.5;
      double y = row + 0.5;
      boolean inside = boxes.stream().anyMatch(box -> isNear(box, x, y));
      outside += image[i] != 0 && !inside ? 1 : 0;
    }
    return outside;
  }

  private static boolean isNear(Box box, double x, double y) {
    return x > box.left() - 1 && x < box.right() + 1 && y > box.top() - 1 && y < box.bottom() + 1;
  }
}
