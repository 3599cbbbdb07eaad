package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class PictureTest {

  private static final int RED_40 = 0xff280000;

  private static InputSpec place(String dtype, long channels) {
    return new InputSpec(dtype, List.of(2L, 3L, channels), false);
  }

  private static float[] values(byte[] file, InputSpec place) {
    return ((Sample.Numbers) new EncodedImageReader(place).read(file)).values();
  }

  /** Two rows of three pixels, one of them, at the left of the second row, of a color. */
  private static byte[] file(int type, int color) {
    BufferedImage image = new BufferedImage(3, 2, type);
    image.setRGB(0, 1, color);
    return Pictures.file(image, "png");
  }

  @Test
  void keepsRedGreenAndBlueInThatOrder() {
    float[] values = values(file(BufferedImage.TYPE_3BYTE_BGR, 0xff336699), place("float32", 3));

    assertThat(values).hasSize(18);
    assertThat(Arrays.copyOfRange(values, 9, 12)).containsExactly(0.2f, 0.4f, 0.6f);
    assertThat(values[8]).isZero();
  }

  @Test
  void readsPalettesLikeOtherColors() {
    assertThat(values(file(BufferedImage.TYPE_BYTE_INDEXED, 0xff336699), place("float32", 3)))
        .containsExactly(
            values(file(BufferedImage.TYPE_3BYTE_BGR, 0xff336699), place("float32", 3)));
  }

  @Test
  void takesTheBrightnessForAGrayModel() {
    float[] values = values(file(BufferedImage.TYPE_3BYTE_BGR, RED_40), place("float32", 1));

    assertThat(values).hasSize(6);
    assertThat(values[3]).isEqualTo(0.299f * 40 / 255f, within(1e-6f));
  }

  @Test
  void keepsGrayInColorsExactly() {
    assertThat(values(file(BufferedImage.TYPE_3BYTE_BGR, 0xff777777), place("float32", 1))[3])
        .isEqualTo(0x77 / 255f);
  }

  @Test
  void repeatsGrayForAModelOfColors() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(2, 0, 0, 51);

    assertThat(values(Pictures.file(image, "png"), place("float32", 4)))
        .containsExactly(
            0, 0, 0, 1, 0, 0, 0, 1, 0.2f, 0.2f, 0.2f, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  @Test
  void givesLevelsToAModelOfBytes() {
    assertThat(values(file(BufferedImage.TYPE_3BYTE_BGR, 0xff336699), place("uint8", 3)))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0x33, 0x66, 0x99, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void readsTheStructsOfSparkLikeTheirFiles() {
    byte[] data = new byte[18];
    data[9] = (byte) 0x99;
    data[10] = 0x66;
    data[11] = 0x33;
    Sample sample =
        new ImageStructReader(place("float32", 3))
            .read(RowFactory.create("origin", 2, 3, 3, 16, data));

    assertThat(ImageSchema.columnSchema().fieldNames()).hasSize(6);
    assertThat(((Sample.Numbers) sample).values())
        .containsExactly(
            values(file(BufferedImage.TYPE_3BYTE_BGR, 0xff336699), place("float32", 3)));
  }

  @Test
  void readsJpegFiles() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, 3, 2, 0, new int[] {128, 128, 128, 128, 128, 128});

    assertThat(values(Pictures.file(image, "jpg"), place("float32", 1)))
        .usingComparatorWithPrecision(2 / 255f)
        .containsExactly(grays(128 / 255f));
  }

  private static float[] grays(float value) {
    float[] values = new float[6];
    Arrays.fill(values, value);
    return values;
  }
}
