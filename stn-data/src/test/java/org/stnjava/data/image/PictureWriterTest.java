package org.stnjava.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.npy.NpyArray;

class PictureWriterTest {
  @TempDir Path folder;

  private NpyArray writeAndRead(BufferedImage image) throws IOException {
    Path path = folder.resolve("picture.png");
    ImageIO.write(image, "png", path.toFile());
    return read(path);
  }

  private static NpyArray read(Path path) {
    Picture picture = Picture.read(path);
    return NpyArray.of(picture.values(), picture.height(), picture.width(), picture.channels());
  }

  @Test
  void readsGrayAsOneChannel() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 51, 102, 153, 204, 255});

    NpyArray array = writeAndRead(image);

    assertThat(array).hasToString("float32 [2, 3, 1]");
    assertThat(array.floats()).containsExactly(0, 0.2f, 0.4f, 0.6f, 0.8f, 1);
  }

  @Test
  void readsSixteenBits() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 65535});

    assertThat(writeAndRead(image).floats()).containsExactly(0, 1 / 65535f, 1);
  }

  @Test
  void readsRedGreenAndBlueInThisOrderAndCompositesAlphaOnBlack() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
    image.setRGB(0, 0, 0x66336699);
    image.setRGB(1, 0, 0xff0000ff);

    NpyArray array = writeAndRead(image);

    assertThat(array).hasToString("float32 [1, 2, 3]");
    assertThat(array.floats())
        .containsExactly(
            new float[] {0.2f * 0.4f, 0.4f * 0.4f, 0.6f * 0.4f, 0, 0, 1}, within(1e-5f));
  }

  @Test
  void readsBlackAndWhiteAsGray() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(1, 0, 0xffffff);

    NpyArray array = writeAndRead(image);

    assertThat(array).hasToString("float32 [1, 3, 1]");
    assertThat(array.floats()).containsExactly(0, 1, 0);
  }

  @Test
  void readsAPaletteAsItsColors() throws IOException {
    byte[] reds = {0, 51};
    byte[] greens = {0, 102};
    byte[] blues = {0, -1};
    BufferedImage image =
        new BufferedImage(
            2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, reds, greens, blues));
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 0});

    NpyArray array = writeAndRead(image);

    assertThat(array).hasToString("float32 [1, 2, 3]");
    assertThat(array.floats()).containsExactly(0.2f, 0.4f, 1, 0, 0, 0);
  }

  @ParameterizedTest(name = "{0} channels")
  @ValueSource(ints = {1, 3})
  void readsBackEveryLevelThatItWrote(int channels) throws IOException {
    float[] values = new float[256 * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7 % 256) / 255f;
    }
    NpyArray image = NpyArray.of(values, 8, 32, channels);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PictureWriter.write(bytes, image, PictureWriter.Format.PNG);

    Path path = Files.write(folder.resolve("levels.png"), bytes.toByteArray());
    assertThat(read(path).floats()).containsExactly(values);
  }

  @Test
  void writesAlpha() throws IOException {
    float[] values = {0.2f, 0.4f, 0.6f, 0.8f};
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PictureWriter.write(bytes, NpyArray.of(values, 1, 1, 4), PictureWriter.Format.PNG);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(image.getRGB(0, 0)).isEqualTo(0xcc336699);
  }

  @Test
  void clipsWhatIsOutsideAndTakesNaNAsBlack() throws IOException {
    NpyArray image = NpyArray.of(new float[] {-3f, 7f, Float.NaN, 0.5f}, 1, 4);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PictureWriter.write(bytes, image, PictureWriter.Format.PNG);

    Path path = Files.write(folder.resolve("clipped.png"), bytes.toByteArray());
    assertThat(read(path).floats()).containsExactly(0, 1, 0, 128 / 255f);
  }

  @Test
  void writesJpegInColorAndGray() throws IOException {
    float[] colors = new float[16 * 24 * 3];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = 0.2f + 0.3f * (i % 3);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PictureWriter.write(bytes, NpyArray.of(colors, 1, 16, 24, 3), PictureWriter.Format.JPEG);

    Path path = Files.write(folder.resolve("flat.jpg"), bytes.toByteArray());
    assertThat(bytes.toByteArray()).startsWith(0xff, 0xd8, 0xff);
    assertThat(read(path)).hasToString("float32 [16, 24, 3]");
    assertThat(read(path).floats()).containsExactly(colors, within(0.02f));
  }
}
