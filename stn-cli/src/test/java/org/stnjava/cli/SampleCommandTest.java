package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.npy.NpyType;
import org.stnjava.testing.Value;

class SampleCommandTest {
  /** Two rows of three pixels. */
  private static final float[] PIXELS = {0, 10, 20, 30, 40, 50};

  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path file(String name, NpyArray array) {
    NpyFile.write(file(name), array);
    return file(name);
  }

  private NpyArray sample(NpyArray image, NpyArray grid, String options) {
    Program.run(
            "sample " + options,
            "--image",
            file("u.npy", image),
            "--grid",
            file("g.npy", grid),
            "--out",
            file("v.npy"))
        .mustBeDone();
    return NpyFile.read(file("v.npy"));
  }

  @Test
  void readsHalfPixelCoordinatesByDefault() {
    NpyArray grid =
        NpyArray.of(new float[] {0, 0, -2 / 3f, -0.5f, 2 / 3f, 0.5f, 1, -0.5f}, 1, 4, 1, 2);

    NpyArray v = sample(NpyArray.of(PIXELS, 1, 2, 3, 1), grid, "");

    assertThat(v).hasToString("float32 [1, 4, 1, 1]");
    assertThat(v.floats()).containsExactly(new float[] {25, 0, 50, 10}, within(1e-5f));
  }

  @Test
  void readsAlignedCorners() {
    NpyArray grid = NpyArray.of(new float[] {0, 0, 1, 1, 0.5f, -1, 2f, 0}, 1, 4, 1, 2);

    NpyArray v =
        sample(
            NpyArray.of(PIXELS, 1, 2, 3, 1),
            grid,
            "--coordinates align-corners --kernel bilinear --padding zeros --seed 7");

    assertThat(v.floats()).containsExactly(new float[] {25, 50, 15, 0}, within(1e-5f));
  }

  @Test
  void keepsTheRankOfTheImage() {
    NpyArray grid = NpyArray.of(new float[] {0f, 0f, 2 / 3f, 0.5f}, 1, 2, 2);

    assertThat(sample(NpyArray.of(PIXELS, 2, 3), grid, "")).hasToString("float32 [1, 2]");
    assertThat(sample(NpyArray.of(PIXELS, 2, 3, 1), grid, "")).hasToString("float32 [1, 2, 1]");
    assertThat(sample(NpyArray.of(PIXELS, 2, 3), grid.reshape(1, 1, 2, 2), "").floats())
        .containsExactly(new float[] {25, 50}, within(1e-5f));
  }

  @Test
  void givesTheTypeOfTheImageWhateverTheGridsIs() {
    NpyArray doubles = NpyArray.of(new double[] {0.1, 0.2}, 1, 1, 2);
    NpyArray floats = NpyArray.of(new float[] {0.1f, 0.2f}, 1, 1, 2);
    NpyArray wide = NpyArray.of(new double[] {0.0, 10, 20, 30, 40, 50}, 2, 3);

    assertThat(sample(wide, floats, "").type()).isEqualTo(NpyType.FLOAT64);
    assertThat(sample(NpyArray.of(PIXELS, 2, 3), doubles, "").type()).isEqualTo(NpyType.FLOAT32);
  }

  @Test
  void takesIntegersAndBooleansAsFloats() {
    NpyArray grid = NpyArray.of(new float[] {0f, 0f}, 1, 1, 2);
    byte[] pixels = {0, 10, 20, 30, -56, 50};

    NpyArray v = sample(NpyArray.ofBytes(pixels, NpyType.UINT8, 2, 3), grid, "");

    assertThat(v).hasToString("float32 [1, 1]");
    assertThat(v.floats()).containsExactly(new float[] {105}, within(1e-4f));
  }

  @Test
  void readsZerosWherePointsAreNoNumbers() {
    float nan = Float.NaN;
    float infinite = Float.POSITIVE_INFINITY;
    NpyArray grid = NpyArray.of(new float[] {nan, 0f, 0f, infinite, 3e38f, -3e38f}, 3, 1, 2);

    assertThat(sample(NpyArray.of(PIXELS, 2, 3), grid, "").floats()).containsExactly(0, 0, 0);
  }

  @Test
  void takesABatchOfNothing() {
    NpyArray v =
        sample(NpyArray.of(new float[0], 0, 2, 3, 1), NpyArray.of(new float[0], 0, 4, 5, 2), "");

    assertThat(v).hasToString("float32 [0, 4, 5, 1]");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("org.stnjava.testing.Seeds#five")
  void writesGradientsThatAgreeWithCentralDifferences(long seed) {
    Value u = Value.random(seed, 0, 1, 2, 3, 4, 2);
    Value grid = Value.random(seed + 100, -0.9, 0.9, 2, 2, 3, 2);
    Value upstream = Value.random(seed + 200, -1, 1, 2, 2, 3, 2);
    CentralDifferences of =
        new CentralDifferences(folder, "sample", upstream, "--coordinates align-corners");

    of.mustAgree("--image", u, "--grid", grid, "--grad-image", "--grad-grid");
  }

  @Test
  void readsVolumes() {
    NpyArray volume = NpyArray.of(PIXELS, 1, 2, 1, 3, 1);
    NpyArray grid = NpyArray.of(new float[] {0f, 0f, 0f, 2 / 3f, 0f, -0.5f}, 1, 1, 1, 2, 3);

    NpyArray v = sample(volume, grid, "--padding border");

    assertThat(v).hasToString("float32 [1, 1, 1, 2, 1]");
    assertThat(v.floats()).containsExactly(new float[] {25, 20}, within(1e-5f));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"--kernel nearest", "--kernel bicubic --padding reflection"})
  void takesEveryKernelAndPadding(String options) {
    // The middle of the second pixel.
    NpyArray grid = NpyArray.of(new float[] {0f, -0.5f}, 1, 1, 2);

    assertThat(sample(NpyArray.of(PIXELS, 2, 3), grid, options).floats()).containsExactly(10);
  }

  @Test
  void writesGradientsOfVolumes() {
    Value u = Value.random(1, 0, 1, 2, 3, 4, 2, 2);
    Value grid = Value.random(2, -0.9, 0.9, 2, 2, 1, 3, 3);
    Value upstream = Value.random(3, -1, 1, 2, 2, 1, 3, 2);
    CentralDifferences of =
        new CentralDifferences(folder, "sample", upstream, "--padding reflection");

    of.mustAgree("--image", u, "--grid", grid, "--grad-image", "--grad-grid");
  }

  @Test
  void writesNoGradientToTheGridOfTheNearestPixel() {
    Program.run(
            "sample --kernel nearest",
            "--image",
            file("u.npy", NpyArray.of(PIXELS, 2, 3)),
            "--grid",
            file("g.npy", NpyArray.of(new float[] {0.1f, 0.2f}, 1, 1, 2)),
            "--out",
            file("v.npy"),
            "--upstream",
            file("dv.npy", NpyArray.of(new float[] {1f}, 1, 1)),
            "--grad-grid",
            file("dg.npy"))
        .mustBeDone();

    assertThat(NpyFile.read(file("dg.npy")).floats()).containsExactly(0, 0);
  }
}
