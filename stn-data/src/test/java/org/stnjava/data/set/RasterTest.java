package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stnjava.data.set.ImageOptions.Fit;
import org.stnjava.data.set.Raster.Region;

class RasterTest {

  /** {@code torch.nn.functional.interpolate(..., (9, 5), mode="bilinear", antialias=True)}. */
  private static final int[] PYTORCH = {
    3, 14, 27, 40, 51, 14, 24, 38, 50, 62, 42, 53, 66, 78, 90, 70, 80, 94, 107, 118, 98, 108, 121,
    134, 146, 126, 136, 149, 162, 174, 154, 164, 177, 190, 202, 182, 192, 205, 218, 230, 192, 203,
    216, 229, 240
  };

  @Test
  void growsAndShrinksAsPyTorchDoes() {
    byte[] pixels = new byte[4 * 7];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (9 * i);
    }

    byte[] sized = new Raster(4, 7, 1, pixels).sized(9, 5, Fit.RESIZE).pixels();

    for (int i = 0; i < PYTORCH.length; i++) {
      assertThat(Math.abs((sized[i] & 0xff) - PYTORCH[i])).as("pixel %d", i).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void keepsChannelsApart() {
    byte[] pixels = {10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30};

    Raster sized = new Raster(2, 2, 3, pixels).sized(3, 5, Fit.CROP);

    assertThat(sized.pixels()).hasSize(45).startsWith(10, 20, 30).endsWith(10, 20, 30);
  }

  @Test
  void isCutToTheWholePixelsOfARegion() {
    Raster picture = new Raster(2, 3, 1, new byte[] {0, 1, 2, 10, 11, 12});

    assertThat(picture.cut(new Region(0.5, 1, 1.5, 1.5)).pixels()).containsExactly(10, 11);
    assertThat(picture.cut(new Region(-4, -4, 9, 9)).pixels()).containsExactly(0, 1, 2, 10, 11, 12);
    assertThat(picture.cut(new Region(5, -3, 6, -2)).pixels()).containsExactly(2);
    assertThat(picture.cut(new Region(1, 0, 2, 2)).height()).isEqualTo(2);
  }
}
