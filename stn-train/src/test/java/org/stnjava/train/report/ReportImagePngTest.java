package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ReportImagePngTest {
  private static final String PREFIX = "data:image/png;base64,";

  private static BufferedImage decode(String uri) throws IOException {
    assertThat(uri).startsWith(PREFIX);
    byte[] bytes = Base64.getDecoder().decode(uri.substring(PREFIX.length()));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void keepsEveryPixelInItsPlace() throws IOException {
    ReportImage picture = new ReportImage(2, 3, new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1});

    BufferedImage image = decode(picture.dataUri());

    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getRaster().getPixels(0, 0, 3, 2, (int[]) null))
        .containsExactly(0, 51, 102, 153, 204, 255);
  }

  @Test
  void drawsValuesOutOfRangeAsTheNearerEnd() throws IOException {
    float inf = Float.POSITIVE_INFINITY;

    BufferedImage image =
        decode(new ReportImage(1, 5, new float[] {-3, 7, Float.NaN, inf, -inf}).dataUri());

    assertThat(image.getRaster().getPixels(0, 0, 5, 1, (int[]) null))
        .containsExactly(0, 255, 0, 255, 0);
  }

  @Test
  void keepsRedGreenAndBlueApart() throws IOException {
    ReportImage picture = new ReportImage(1, 2, 3, new float[] {1, 0.2f, 0, 0, 0.4f, 0.6f});

    BufferedImage image = decode(picture.dataUri());

    assertThat(image.getRGB(0, 0)).isEqualTo(0xffff3300);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xff006699);
    assertThatThrownBy(() -> new ReportImage(1, 2, 2, new float[4]))
        .hasMessage("channels: expected 1 or 3 but got 2");
  }

  @Test
  void isMadeOfPicturesWhoseValuesFitTheSize() {
    assertThatThrownBy(() -> new ReportImage(2, 3, new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values: expected 6 for 2x3 with 1 channels but got 5");
    assertThatThrownBy(() -> new ReportImage(0, 3, new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: expected at least 1x1 but got 0x3");
  }
}
