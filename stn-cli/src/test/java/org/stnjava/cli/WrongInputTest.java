package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.tensorflow.ndarray.Shape;

class WrongInputTest {
  private static final String GOOD_WARP =
      "warp --transform affine --size 4x5 --image DIR/u.npy --theta DIR/t.npy --out DIR/v.npy";

  @TempDir Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    write("u.npy", 3, 2, 3, 1);
    write("t.npy", 3, 6);
    write("g.npy", 3, 4, 5, 2);
    write("flat.npy", 6);
    write("empty.npy", 3, 0, 3, 1);
    write("t2.npy", 2, 6);
    write("t7.npy", 3, 7);
    write("g2.npy", 2, 4, 5, 2);
    write("g3.npy", 3, 4, 5, 3);
    write("g5.npy", 3, 1, 4, 5, 3);
    write("dv.npy", 3, 4, 5, 1);
    write("dw.npy", 3, 5, 4, 1);
    Files.writeString(folder.resolve("text.png"), "hello\n");
    Files.write(
        folder.resolve("half.png"), "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  private void write(String name, long... shape) {
    Shape sizes = Shape.of(shape);
    NpyFile.write(
        folder.resolve(name), NpyArray.of(new float[(int) sizes.size()], sizes.asArray()));
  }

  private void assertRefused(String arguments, String line) {
    String[] args = arguments.split(" ");
    Object[] more = Arrays.stream(args).map(a -> a.replace("DIR", folder.toString())).toArray();

    Program.run("", more).mustBeRefused(line.replace("DIR", folder.toString()));

    assertThat(folder.resolve("v.npy")).doesNotExist();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--image | DIR/none.npy | DIR/none.npy: expected a file but there is none",
        "--image | DIR | DIR: expected a file but it is a folder or a device",
        "--image | DIR/text.png | DIR/text.png: expected a .npy file or a picture but it starts with"
            + " 'hello?'",
        "--image | DIR/flat.npy | DIR/flat.npy: expected [N, H, W, C], [H, W, C] or [H, W] but got"
            + " float32 [6]",
        "--image | DIR/empty.npy | DIR/empty.npy: expected at least one pixel of one channel but got"
            + " float32 [3, 0, 3, 1]",
        "--theta | none.npy | none.npy: expected a file but there is none",
        "--theta | 1,0,0 | expected 6 numbers for affine, theta [6], but got 3 in '1,0,0'",
        "--theta | 1,0,a,0,1,0 | expected numbers with commas between them, or a .npy file, but got"
            + " '1,0,a,0,1,0'",
        "--theta | DIR/t2.npy | DIR/t2.npy: expected 1 row or 3, one an image of DIR/u.npy, but got"
            + " [2, 6]",
        "--theta | DIR/t7.npy | DIR/t7.npy: expected [N, 6] or [N, 2, 3], or one row without N, for"
            + " affine but got float32 [3, 7]",
        "--transform | afine | expected one of "
            + "[translation, window, rotation, attention, similarity, affine, projective, tps, flow,"
            + " velocity, affine3d, se2, sim2, aff2] but got 'afine'",
        "--kernel | bilinar | expected one of [nearest, bilinear, bicubic] but got 'bilinar'",
        "--padding | zero | expected one of [zeros, border, reflection] but got 'zero'",
        "--coordinates | half | expected one of [half-pixel, align-corners] but got 'half'",
        "--size | 4 | expected HxW or DxHxW, whole numbers of at least 1 such as 28x40, but got '4'",
        "--size | 0x4 | expected HxW or DxHxW, whole numbers of at least 1 such as 28x40, but got '0x4'",
        "--size | 4X5 | expected HxW or DxHxW, whole numbers of at least 1 such as 28x40, but got '4X5'",
        "--size | -4x5 | expected HxW or DxHxW, whole numbers of at least 1 such as 28x40, but got"
            + " '-4x5'",
        "--size | 2x4x5 | expected HxW, the size of an image, but got '2x4x5'; volumes are read by"
            + " 'stn sample'",
        "--size | 90000x90000 | 90000x90000: expected an output of up to 268435454 numbers but"
            + " [3, 90000, 90000, 2] has more",
        "--out | DIR/none/v.npy | DIR/none/v.npy: expected an existing folder but there is none at"
            + " DIR/none",
        "--out | v.gif | expected a name that ends in .npy, .png, .jpg or .jpeg but got 'v.gif'",
        "--out | DIR/v.png | DIR/v.png: expected one image of 1, 3 or 4 channels for a PNG picture"
            + " but got [3, 4, 5, 1]; write .npy instead"
      })
  void refusesAWrongValueOfWarp(String option, String value, String complaint) {
    String arguments =
        GOOD_WARP.contains(option + " ")
            ? GOOD_WARP.replaceAll(option + " \\S+", option + " " + value)
            : GOOD_WARP + " " + option + " " + value;

    assertRefused(arguments, "stn warp: " + option + ": " + complaint);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "g2.npy | DIR/g2.npy: expected [3, H', W', 2] for DIR/u.npy [3, 2, 3, 1] but got [2, 4, 5, 2]",
        "g3.npy | DIR/g3.npy: expected [3, H', W', 2] for DIR/u.npy [3, 2, 3, 1] but got [3, 4, 5, 3]",
        "g5.npy | DIR/g5.npy: expected [3, H', W', 2] for DIR/u.npy [3, 2, 3, 1] but got [3, 1, 4, 5, 3]",
        "flat.npy | DIR/flat.npy: expected [3, H', W', 2] for DIR/u.npy [3, 2, 3, 1] but got [6]",
        "half.png | DIR/half.png: expected a .npy file, which starts with \\x93NUMPY, but it starts with \\x89PNG\\x0d\\x0a"
      })
  void refusesAWrongGrid(String grid, String complaint) {
    assertRefused(
        "sample --image DIR/u.npy --out DIR/v.npy --grid DIR/" + grid,
        "stn sample: --grid: " + complaint);
  }

  @Test
  void refusesAPictureThatEndsEarly() {
    Program program =
        Program.run(
            "warp --transform affine --theta 1,0,0,0,1,0 --size 4x5 --out v.npy",
            "--image",
            folder.resolve("half.png"));

    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err().lines())
        .singleElement()
        .asString()
        .startsWith(
            "stn warp: --image: "
                + folder.resolve("half.png")
                + ": expected a whole picture but decoding failed: ");
  }

  @Test
  void refusesAGradientWithoutItsWeights() {
    assertRefused(
        GOOD_WARP + " --grad-image DIR/du.npy",
        "stn warp: --upstream: expected the weights of the gradient that --grad-image DIR/du.npy"
            + " asks for but got none");
    assertRefused(
        "sample --image DIR/u.npy --grid DIR/g.npy --out DIR/v.npy --grad-grid DIR/dg.npy",
        "stn sample: --upstream: expected the weights of the gradient that --grad-grid DIR/dg.npy"
            + " asks for but got none");
  }

  @Test
  void refusesWeightsWithoutAGradient() {
    assertRefused(
        GOOD_WARP + " --upstream DIR/dv.npy",
        "stn warp: --upstream DIR/dv.npy: expected --grad-image or --grad-theta beside it but got"
            + " neither");
  }

  @Test
  void refusesWeightsOfAnotherShape() {
    assertRefused(
        GOOD_WARP + " --upstream DIR/dw.npy --grad-theta DIR/dt.npy",
        "stn warp: --upstream: DIR/dw.npy: expected the output's shape [3, 4, 5, 1] but got float32"
            + " [3, 5, 4, 1]");
  }

  @Test
  void refusesTheSameFileForTwoOutputs() {
    assertRefused(
        GOOD_WARP + " --upstream DIR/dv.npy --grad-theta DIR/./v.npy",
        "stn warp: --grad-theta: expected another file than --out but got 'DIR/./v.npy' for both");
  }

  @Test
  void refusesAPictureForAGradient() {
    assertRefused(
        GOOD_WARP + " --upstream DIR/dv.npy --grad-theta DIR/dt.png",
        "stn warp: --grad-theta: expected a name that ends in .npy but got 'DIR/dt.png'");
  }

  @Test
  void refusesAFolderAsAnOutput() throws IOException {
    Files.createDirectory(folder.resolve("w.npy"));

    assertRefused(
        GOOD_WARP.replace("v.npy", "w.npy"),
        "stn warp: --out: DIR/w.npy: expected a file but it is a folder");
  }

  @Test
  void leavesEveryOutputAsItWasWhenOneCannotBeWritten() throws IOException {
    Path old = Files.writeString(folder.resolve("du.npy"), "old");

    assertRefused(
        GOOD_WARP.replace("v.npy", "v.jpg") + " --upstream DIR/dv.npy --grad-image DIR/du.npy",
        "stn warp: --out: DIR/v.jpg: expected one image of 1 or 3 channels for a JPEG picture but"
            + " got [3, 4, 5, 1]; write .npy instead");

    assertThat(old).hasContent("old");
    assertThat(folder.resolve("v.jpg")).doesNotExist();
  }
}
