package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.savedmodel.StripModel;
import org.stnjava.savedmodel.StripModel.Work;
import org.stnjava.savedmodel.classify.ImageCallOptions;
import org.stnjava.savedmodel.classify.PixelScaling;

/** Models without a card, on 13 images of 4 × 6 of seed 3. */
class TrainedModelTest {

  private static final int IMAGES = 13;
  private static final double UNIT = 128 / 255.0;

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void writeTheData() {
    data = StripModel.writeData(folder.resolve("data"), IMAGES);
  }

  private double error(StripModel model, ImageCallOptions options) {
    try (TrainedModel opened = TrainedModel.open(model.write(folder.resolve("model")), options)) {
      ModelMetrics figures = opened.measure(Optional.of(data.toString()));
      assertThat(figures.images()).isEqualTo(IMAGES);
      return figures.testError();
    }
  }

  private double error(StripModel model) {
    return error(model, ImageCallOptions.standard());
  }

  private static ImageCallOptions fed(PixelScaling scaling) {
    return ImageCallOptions.standard().withScaling(scaling);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1,4,6,1",
        "-1,4,6",
        "-1,24",
        "-1,24,1",
        "-1,1,4,6",
        "-1,-1,-1,1",
        "-1,-1,-1",
        "-1,-1",
        "1,4,6,1",
        "5,4,6"
      })
  void takesImagesOfAnyLayout(String shape) {
    long[] sizes = Arrays.stream(shape.split(",", -1)).mapToLong(Long::parseLong).toArray();

    assertThat(error(StripModel.of(UNIT, sizes))).isZero();
  }

  @ParameterizedTest
  @CsvSource({"uint8,128", "int32,128", "float16,0.50196", "float64,0.5019607843137255"})
  void feedsEachTypeInItsUsualRange(String type, double half) {
    assertThat(error(StripModel.of(half, -1, 4, 6).withType(type))).isZero();
  }

  @Test
  void feedsTheRangeThatIsNamed() {
    StripModel bytes = StripModel.of(128, -1, 4, 6, 1);
    StripModel signed = StripModel.of(2 * UNIT - 1, -1, 4, 6, 1);

    assertThat(error(bytes)).isEqualTo(1);
    assertThat(error(bytes, fed(PixelScaling.BYTES))).isZero();
    assertThat(error(signed)).isEqualTo(1);
    assertThat(error(signed, fed(PixelScaling.SIGNED))).isZero();
    assertThat(error(StripModel.of(3 * UNIT + 7, -1, 4, 6, 1), fed(new PixelScaling(3, 7))))
        .isZero();
  }

  @Test
  void feedsBytesWhereTheModelDividesThemItself() {
    StripModel rescaling = StripModel.of(UNIT, -1, 4, 6, 1).withWork(Work.RESCALING);

    assertThat(error(rescaling)).isZero();
    assertThat(error(rescaling, fed(PixelScaling.UNIT))).isEqualTo(1);
    try (TrainedModel opened = TrainedModel.open(folder.resolve("model"))) {
      assertThat(opened.range().scaling()).isEqualTo(PixelScaling.BYTES);
      assertThat(opened.range().evidence()).contains("Div");
    }
  }

  @Test
  void callsTheSignatureAndReadsTheOutputThatAreNamed() {
    StripModel two =
        StripModel.of(UNIT, -1, 4, 6).withSignature("predict").withWork(Work.TWO_OUTPUTS);
    ImageCallOptions named =
        new ImageCallOptions(Optional.of("predict"), Optional.of("output_1"), Optional.empty());

    assertThat(error(two, named)).isZero();
    assertThatThrownBy(() -> error(two)).hasMessageStartingWith("logits: expected the name");
  }

  @Test
  void refusesImagesThatDoNotFit() {
    assertThatThrownBy(() -> error(StripModel.of(UNIT, -1, 6, 4, 1)))
        .hasMessage(
            "data: expected images that fit the input image, float32 [-1, 6, 4, 1], but got 4x6"
                + " with 1 channel");
    assertThatThrownBy(() -> error(StripModel.of(UNIT, -1, 12)))
        .hasMessageContaining("float32 [-1, 12], but got 4x6");
  }

  @Test
  void refusesScoresThatAreNoNumbers() {
    assertThatThrownBy(() -> error(StripModel.of(UNIT, -1, 4, 6).withWork(Work.DIVIDING_BY_ZERO)))
        .hasMessage(
            "inputRange: expected scores that are numbers but those of 13 of 13 labels are NaN,"
                + " with pixels fed in 0..1");
  }

  @Test
  void refusesARangeThatTheTypeCannotHold() {
    assertThatThrownBy(
            () -> error(StripModel.of(128, -1, 4, 6).withType("uint8"), fed(PixelScaling.UNIT)))
        .hasMessage(
            "inputRange: expected whole numbers from 0 to 255, as the input image is uint8, but got"
                + " 0..1");
  }
}
