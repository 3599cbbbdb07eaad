package org.stnjava.savedmodel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.proto.ProtoTypes;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class ImageInputTest {

  private static final ImageShape GRAY = new ImageShape(2, 3, 1);
  private static final ImageShape COLOR = new ImageShape(2, 3, 3);

  private static TensorDescription place(String dtype, long @Nullable ... shape) {
    return new TensorDescription(
        "x", "x:0", dtype, shape == null ? null : Arrays.stream(shape).boxed().toList());
  }

  private static long[] sizes(String text) {
    return Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  /** Bytes 0, 1, 2 … for two images. */
  private static byte[] pixels(ImageShape shape) {
    byte[] pixels = new byte[2 * shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    return pixels;
  }

  private static List<Double> values(Tensor tensor) {
    List<Double> values = new ArrayList<>();
    for (NdArray<?> scalar : ((NdArray<?>) tensor).scalars()) {
      double value = ((Number) scalar.getObject()).doubleValue();
      values.add(tensor instanceof TUint8 && value < 0 ? value + 256 : value);
    }
    return values;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "-1,2,3,1 | 2,2,3,1",
        "-1,-1,-1,1 | 2,2,3,1",
        "-1,-1,-1,-1 | 2,2,3,1",
        "-1,1,2,3 | 2,1,2,3",
        "-1,2,3 | 2,2,3",
        "-1,-1,-1 | 2,2,3",
        "-1,6 | 2,6",
        "-1,-1 | 2,6",
        "-1,6,1 | 2,6,1",
        "2,2,3,1 | 2,2,3,1"
      })
  void reshapesGrayImages(String shape, String fed) {
    ImageInput input = ImageInput.of(place("float32", sizes(shape)), GRAY, PixelScaling.BYTES);

    try (Tensor tensor = input.tensor(pixels(GRAY))) {
      assertThat(tensor.shape().asArray()).containsExactly(sizes(fed));
      assertThat(values(tensor)).startsWith(0.0, 1.0, 2.0, 3.0).endsWith(10.0, 11.0);
    }
  }

  @Test
  void feedsImagesAsTheyAreWhereNotEvenTheRankIsKnown() {
    try (Tensor tensor =
        ImageInput.of(place("float32", (long[]) null), COLOR, PixelScaling.UNIT)
            .tensor(pixels(COLOR))) {
      assertThat(tensor.shape().asArray()).containsExactly(2, 2, 3, 3);
    }
  }

  @Test
  void movesChannelsToTheFrontWhereTheModelWantsThemThere() {
    ImageInput input = ImageInput.of(place("float32", -1, 3, 2, 3), COLOR, PixelScaling.BYTES);

    try (TFloat32 tensor = (TFloat32) input.tensor(pixels(COLOR))) {
      assertThat(tensor.shape().asArray()).containsExactly(2, 3, 2, 3);
      assertThat(tensor.getFloat(0, 0, 0, 1)).isEqualTo(3);
      assertThat(tensor.getFloat(0, 2, 1, 2)).isEqualTo(17);
      assertThat(tensor.getFloat(1, 1, 1, 0)).isEqualTo(18 + 10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1,3,2,1", "-1,2,3,2", "-1,3,2", "-1,7", "-1,2", "-1,1,2,3,1"})
  void refusesSizesThatDoNotFit(String shape) {
    assertThatThrownBy(() -> ImageInput.of(place("float32", sizes(shape)), GRAY, PixelScaling.UNIT))
        .hasMessage(
            "data: expected images that fit the input x, float32 [%s], but got 2x3 with 1 channel"
                .formatted(shape.replace(",", ", ")));
  }

  @Test
  void refusesColorImagesForAnInputWithoutChannels() {
    assertThatThrownBy(() -> ImageInput.of(place("float32", -1, 2, 3), COLOR, PixelScaling.UNIT))
        .hasMessageEndingWith("but got 2x3 with 3 channels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"uint8", "uint16", "int32", "int64", "float16", "float32", "float64"})
  void feedsBytesInTheTypeOfTheInput(String dtype) {
    byte[] pixels = {0, 1, 127, (byte) 128, (byte) 200, (byte) 255};

    try (Tensor tensor =
        ImageInput.of(place(dtype, -1, 2, 3), GRAY, PixelScaling.BYTES).tensor(pixels)) {
      assertThat(ProtoTypes.dtype(tensor.dataType())).isEqualTo(dtype);
      assertThat(values(tensor)).containsExactly(0.0, 1.0, 127.0, 128.0, 200.0, 255.0);
    }
  }

  @Test
  void feedsFloatsOfUnitRangeThatEqualADivisionInSinglePrecision() {
    byte[] pixels = new byte[256];
    for (int i = 0; i < 256; i++) {
      pixels[i] = (byte) i;
    }
    ImageInput input =
        ImageInput.of(place("float32", -1, 256), new ImageShape(16, 16, 1), PixelScaling.UNIT);

    try (TFloat32 tensor = (TFloat32) input.tensor(pixels)) {
      for (int i = 0; i < 256; i++) {
        assertThat(tensor.getFloat(0, i)).isEqualTo(i / 255f);
      }
    }
  }

  @Test
  void scalesAndShifts() {
    ImageInput input =
        ImageInput.of(place("float32", -1, 3), new ImageShape(1, 3, 1), PixelScaling.SIGNED);

    try (Tensor bytes = input.tensor(new byte[] {0, 51, (byte) 255});
        Tensor floats = input.tensor(new float[] {0, 0.2f, 1})) {
      assertThat(values(bytes)).containsExactly(-1.0, (double) -0.6f, 1.0);
      assertThat(values(floats)).isEqualTo(values(bytes));
    }
  }

  @Test
  void refusesFractionsForIntegersAndValuesBeyondTheirLimits() {
    assertThatThrownBy(() -> ImageInput.of(place("uint8", -1, 2, 3), GRAY, PixelScaling.UNIT))
        .hasMessage(
            "inputRange: expected whole numbers from 0 to 255, as the input x is uint8, but got"
                + " 0..1");
    assertThatThrownBy(
            () -> ImageInput.of(place("uint8", -1, 2, 3), GRAY, new PixelScaling(255, -128)))
        .hasMessageEndingWith("as the input x is uint8, but got -128..127");
    assertThat(ImageInput.of(place("int32", -1, 2, 3), GRAY, new PixelScaling(255, -128)).name())
        .isEqualTo("x");
  }

  @Test
  void refusesScalingsThatAreNone() {
    assertThatThrownBy(() -> new PixelScaling(0, 1))
        .hasMessage("scale: expected a finite number other than 0 but got 0.0");
    assertThatThrownBy(() -> new PixelScaling(1, Double.NaN))
        .hasMessage("offset: expected a finite number but got NaN");
    assertThatThrownBy(() -> PixelScaling.ofRange("0..2"))
        .hasMessage("expected 0..1, 0..255 or -1..1 but got '0..2'");
    assertThat(PixelScaling.ofRange("-1..1")).isEqualTo(PixelScaling.SIGNED);
    assertThat(PixelScaling.BYTES).hasToString("0..255");
    assertThat(new PixelScaling(2.5, -1)).hasToString("-1..1.5");
  }
}
