package org.stnjava.data.distortion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.set.LabeledImages;

class ColorTest {

  private static final int HEIGHT = 20;
  private static final int WIDTH = 26;
  private static final int COUNT = 3;

  /** Channel c of a color image, or the whole of it for c = 3. */
  private static LabeledImages images(int channel) {
    int channels = channel == 3 ? 3 : 1;
    byte[] pixels = new byte[COUNT * HEIGHT * WIDTH * channels];
    for (int i = 0; i < pixels.length; i++) {
      int of = channel == 3 ? i % 3 : channel;
      pixels[i] = (byte) ((i / channels * 7 + of * 50) % 256);
    }
    return new LabeledImages(HEIGHT, WIDTH, channels, pixels, new int[] {0, 1, 2});
  }

  @ParameterizedTest(name = "{0}, seed 5")
  @MethodSource("org.stnjava.data.distortion.Distortions#names")
  void treatsEachChannelAsAGrayImage(String name) {
    Distortion distortion = Distortions.byName(name);

    DistortedImages color = DistortedImages.distortAll(images(3), distortion, 5);

    for (int channel = 0; channel < 3; channel++) {
      DistortedImages gray = DistortedImages.distortAll(images(channel), distortion, 5);
      byte[] expected = gray.images().pixels();
      byte[] found = new byte[expected.length];
      for (int i = 0; i < found.length; i++) {
        found[i] = color.images().pixels()[3 * i + channel];
      }
      assertThat(found).isEqualTo(expected);
      assertThat(color.boxes()).isEqualTo(gray.boxes());
    }
  }
}
