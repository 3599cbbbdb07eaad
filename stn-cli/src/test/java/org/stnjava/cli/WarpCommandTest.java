package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;

class WarpCommandTest {
  private static final NpyArray IMAGES =
      NpyArray.of(new float[] {0f, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110}, 2, 2, 3, 1);

  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path file(String name, NpyArray array) {
    NpyFile.write(file(name), array);
    return file(name);
  }

  private NpyArray warp(NpyArray image, Object theta, String options) {
    Program.run(
            "warp --transform affine " + options,
            "--image",
            file("u.npy", image),
            "--theta",
            theta,
            "--out",
            file("v.npy"))
        .mustBeDone();
    return NpyFile.read(file("v.npy"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"half-pixel", "align-corners"})
  void changesNothingUnderTheIdentity(String coordinates) {
    NpyArray v = warp(IMAGES, "1,0,0,0,1,0", "--size 2x3 --coordinates " + coordinates);

    assertThat(v).hasToString(IMAGES.toString());
    assertThat(v.floats()).containsExactly(IMAGES.floats());
  }

  @Test
  void changesNothingInImagesOfManyStripes() {
    Value images = Value.random(1, 0, 1, 2, 700, 101, 3);
    float[] pixels = new float[images.data().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) images.data()[i];
    }

    NpyArray v =
        warp(
            NpyArray.of(pixels, images.shape().asArray()),
            "1,0,0,0,1,0",
            "--size 700x101 --kernel bicubic --padding border");

    assertThat(v.floats()).isEqualTo(pixels);
  }

  @Test
  void appliesOneRowToEveryImage() {
    NpyArray row = NpyArray.of(new float[] {1f, 0, 2 / 3f, 0, 1, 0}, 1, 6);

    NpyArray v = warp(IMAGES, file("t.npy", row), "--size 2x3");

    float[] shifted = {10, 20, 0, 40, 50, 0, 70, 80, 0, 100, 110, 0};
    assertThat(v.floats()).containsExactly(shifted, within(1e-4f));
  }

  @Test
  void appliesEachRowToItsImage() {
    NpyArray rows = NpyArray.of(new float[] {1f, 0, 0, 0, 1, 0, 1, 0, 0, 0, -1, 0}, 2, 6);

    NpyArray v = warp(IMAGES, file("t.npy", rows), "--size 2x3");

    assertThat(v.floats()).containsExactly(0, 10, 20, 30, 40, 50, 90, 100, 110, 60, 70, 80);
  }

  @Test
  void survivesParametersThatAreNoNumbers() {
    NpyArray v = warp(IMAGES, "NaN,0,0,0,1,Infinity", "--size 1x2");

    assertThat(v.floats()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void keepsTheRankOfTheImage() {
    NpyArray image = NpyArray.of(new double[] {0.0, 10, 20, 30, 40, 50}, 2, 3);

    assertThat(warp(image, "1,0,0,0,1,0", "--size 4x5")).hasToString("float64 [4, 5]");
    assertThat(warp(image.reshape(1, 3, 2), "1,0,0,0,1,0", "--size 4x5"))
        .hasToString("float64 [4, 5, 2]");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  void writesGradientsThatAgreeWithCentralDifferences(long seed) {
    Value u = Value.random(seed, 0, 1, 2, 3, 4, 2);
    Value theta = Value.random(seed + 100, -0.6, 0.6, 2, 6);
    Value upstream = Value.random(seed + 200, -1, 1, 2, 5, 3, 2);
    CentralDifferences of =
        new CentralDifferences(folder, "warp", upstream, "--transform affine --size 5x3");

    of.mustAgree("--image", u, "--theta", theta, "--grad-image", "--grad-theta");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {"similarity | 4", "projective | 8", "tps | 9 2", "flow | 5 3 2", "aff2 | 6"})
  void writesTheGradientOfEachTransform(String name, String sizes) {
    Value u = Value.random(1, 0, 1, 2, 3, 4, 2);
    long[] row = Arrays.stream(sizes.split(" ")).mapToLong(Long::parseLong).toArray();
    Value theta = Value.random(101, -0.3, 0.3, Shape.of(row).prepend(2).asArray());
    Value upstream = Value.random(201, -1, 1, 2, 5, 3, 2);
    String options = "--size 5x3 --transform " + name;

    new CentralDifferences(folder, "warp", upstream, options)
        .mustAgree("--image", u, "--theta", theta, "--grad-image", "--grad-theta");
  }

  @Test
  void sumsTheGradientOfARowThatIsForEveryImage() {
    Value u = Value.random(3, 0, 1, 2, 3, 4, 1);
    Value theta = Value.random(5, -0.6, 0.6, 2, 3);
    Value upstream = Value.random(7, -1, 1, 2, 5, 3, 1);
    CentralDifferences of =
        new CentralDifferences(folder, "warp", upstream, "--transform affine --size 5x3");

    of.mustAgree("--image", u, "--theta", theta, "--grad-image", "--grad-theta");
  }

  @Test
  void warpsAPicture() {
    Path picture = file("cat.png");
    write(quadrants(40, 60), picture);

    Program.run(
            "warp --transform affine --theta 0.5,0,0.5,0,0.5,-0.5 --size 30x20",
            "--image",
            picture,
            "--out",
            file("out.png"))
        .mustBeDone();

    BufferedImage out = read(file("out.png"));
    assertThat(out.getWidth()).isEqualTo(20);
    assertThat(out.getHeight()).isEqualTo(30);
    assertThat(out.getRGB(2, 2)).isEqualTo(0xff00ff00); // the upper right quadrant
    assertThat(out.getRGB(17, 27)).isEqualTo(0xff00ff00);
  }

  @Test
  void turnsAPictureIntoAnArray() {
    write(quadrants(2, 4), file("cat.png"));

    Program.run(
            "warp --transform affine --theta 1,0,0,0,1,0 --size 2x4",
            "--image",
            file("cat.png"),
            "--out",
            file("v.npy"))
        .mustBeDone();

    NpyArray v = NpyFile.read(file("v.npy"));
    assertThat(v).hasToString("float32 [2, 4, 3]");
    assertThat(v.floats()).startsWith(1, 0, 0, 1, 0, 0, 0, 1, 0);
  }

  /** Red and green above, blue and white below. */
  private static BufferedImage quadrants(int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean left = x < width / 2;
        int color = y < height / 2 ? (left ? 0xff0000 : 0x00ff00) : (left ? 0x0000ff : 0xffffff);
        image.setRGB(x, y, color);
      }
    }
    return image;
  }

  private static void write(BufferedImage image, Path path) {
    try {
      ImageIO.write(image, "png", path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage read(Path path) {
    try {
      return ImageIO.read(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
