package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {

  @TempDir Path folder;

  @Test
  void readsSixteenBitsOfGrayWithoutBrighteningThem() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(2, 1, 0, 0x4040);
    Pictures.write(image, "png", folder.resolve("a.png"));

    Raster raster = PictureFile.read(folder.resolve("a.png"));

    assertThat(raster.channels()).isEqualTo(1);
    assertThat(raster.pixels()).containsExactly(0, 0, 0, 0, 0, 0x40);
  }

  @Test
  void turnsWhatIsTransparentBlack() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    Pictures.fill(
        image, (y, x) -> x == 0 ? 0x00ffffff : 0x80ff6400, "png", folder.resolve("a.png"));

    assertThat(PictureFile.read(folder.resolve("a.png")).pixels())
        .containsExactly(0, 0, 0, (byte) 128, 50, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_GRAY})
  void takesGrayPalettesAndBitsForGray(int type) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, type);
    image.setRGB(1, 0, 0xffffffff);
    Pictures.write(image, "png", folder.resolve("a.png"));

    Raster raster = PictureFile.read(folder.resolve("a.png"));

    assertThat(raster.channels()).isEqualTo(1);
    assertThat(raster.pixels()).containsExactly(0, 255, 0, 0, 0, 0);
  }

  @Test
  void readsJpegs() throws IOException {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    Pictures.fill(image, (y, x) -> 0xc02040, "jpg", folder.resolve("a.JPG"));

    Raster raster = PictureFile.read(folder.resolve("a.JPG"));

    assertThat(raster.height()).isEqualTo(8);
    assertThat(raster.channels()).isEqualTo(3);
    assertThat(raster.pixels()[0] & 0xff).isBetween(0xb8, 0xc8);
    assertThat(raster.pixels()[1] & 0xff).isBetween(0x18, 0x28);
  }
}
