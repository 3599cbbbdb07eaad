package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.set.DataDirectory;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.StripModel;
import org.stnjava.savedmodel.StripModel.Work;

class FinetuneCommandTest {

  private static final Fixture NESTED = Fixture.of("nested");

  @TempDir Path folder;
  private Path image;
  private Path labels;

  @BeforeEach
  void writeTheArrays() {
    image = folder.resolve("x.npy");
    labels = folder.resolve("y.npy");
    JsonNode array = NESTED.expected().at("/signatures/serving_default/inputs/image");
    NpyFile.write(image, NpyArray.of(Fixture.floats(array), 4, 6, 8, 1));
    NpyFile.write(labels, NpyArray.of(NESTED.labels(), 4));
  }

  private Program finetune(Fixture fixture, String more) {
    return Program.run(
        "finetune " + more,
        fixture.folder(),
        "--input",
        "image=" + image,
        "--labels",
        labels,
        "--out",
        folder.resolve("tuned"));
  }

  @Test
  void writesTheLossesOfPython() throws IOException {
    Path losses = folder.resolve("losses.csv");

    Program program = finetune(NESTED, "--lr 0.1 --steps 5 --losses " + losses);

    assertThat(program.err()).isEmpty();
    assertThat(program.code()).isZero();
    assertThat(program.out())
        .contains("trained    5 variables: ")
        .contains("in 5 steps")
        .endsWith("SavedModel " + folder.resolve("tuned") + System.lineSeparator());
    List<String> lines = Files.readAllLines(losses);
    assertThat(lines).hasSize(6).first().isEqualTo("step,loss");
    JsonNode expected = NESTED.training().get("losses");
    for (int i = 0; i < expected.size(); i++) {
      assertThat(lines.get(i + 1)).startsWith(i + 1 + ",");
      assertThat(Float.parseFloat(lines.get(i + 1).substring(2)))
          .isCloseTo((float) expected.get(i).asDouble(), within(1e-4f));
    }
    assertThat(folder.resolve("tuned/saved_model.pb")).exists();
  }

  @Test
  void trainsInBatchesAndOnlyWhatItIsTold() {
    Program program =
        finetune(
            NESTED, "--batch 3 --epochs 2 --optimizer adam --train classifier|conv --freeze bias");

    assertThat(program.out())
        .contains("trained    2 variables: ")
        .contains("classifier/kernel")
        .contains("conv/kernel")
        .contains("in 4 steps");
  }

  @Test
  void resumesARunWithTheLossesOfOneThatDidNotStop() throws IOException {
    String settings = " --batch 2 --optimizer adam --set checkpointEvery=1 --set schedule=cosine";
    Path whole = folder.resolve("whole.csv");
    Path rest = folder.resolve("rest.csv");
    Path run = folder.resolve("run");
    assertThat(finetune(NESTED, "--steps 6 --losses " + whole + settings).code()).isZero();
    deleteOutput();

    assertThat(finetune(NESTED, "--steps 6 --run " + run + settings).code()).isZero();
    deleteOutput();
    dropCheckpointsAfter(run, 4);
    Program resumed =
        finetune(NESTED, "--steps 6 --resume --losses " + rest + " --run " + run + settings);

    assertThat(resumed.err()).isEmpty();
    assertThat(run.resolve("metrics.csv")).exists();
    assertThat(run.resolve("events")).isNotEmptyDirectory();
    List<String> all = Files.readAllLines(whole);
    assertThat(Files.readAllLines(rest)).containsExactly(all.get(0), all.get(5), all.get(6));
  }

  private void deleteOutput() throws IOException {
    StagedFolder.delete(folder.resolve("tuned"));
  }

  /** Leaves the run as it was after a step. */
  private static void dropCheckpointsAfter(Path run, int step) throws IOException {
    for (int later = step + 1; later <= 6; later++) {
      StagedFolder.delete(run.resolve("checkpoints/step-%08d".formatted(later)));
    }
  }

  @Test
  void refusesToResumeWithOtherSettings() {
    Path run = folder.resolve("run");
    assertThat(finetune(NESTED, "--steps 1 --run " + run).code()).isZero();

    Program.run(
            "finetune --steps 1 --lr 0.5 --resume",
            NESTED.folder(),
            "--input",
            "image=" + image,
            "--labels",
            labels,
            "--run",
            run,
            "--out",
            folder.resolve("other"))
        .mustBeRefused(
            "stn finetune: --run: "
                + run
                + ": expected the settings that it began with but got rate=0.5 instead of 0.01");
  }

  @Test
  void refusesToResumeOnOtherDataOrForOtherWeights() {
    Path run = folder.resolve("run");
    assertThat(finetune(NESTED, "--steps 1 --run " + run).code()).isZero();

    Program frozen = again("--freeze bias", run);
    NpyFile.write(labels, NpyArray.of(new int[] {0, 1, 2, 2}, 4));
    Program relabeled = again("", run);

    assertThat(frozen.code()).isEqualTo(2);
    assertThat(frozen.err())
        .contains("expected the settings that it began with but got freeze=bias instead of none");
    assertThat(relabeled.code()).isEqualTo(2);
    assertThat(relabeled.err()).contains("expected the settings that it began with but got data=");
  }

  private Program again(String more, Path run) {
    return Program.run(
        "finetune --steps 1 --resume " + more,
        NESTED.folder(),
        "--input",
        "image=" + image,
        "--labels",
        labels,
        "--run",
        run,
        "--out",
        folder.resolve("other"));
  }

  @Test
  void refusesSettingsThatHaveOptionsOfTheirOwn() {
    finetune(NESTED, "--set rate=0.5")
        .mustBeRefused(
            "stn finetune: --set: rate: expected a setting that is not given otherwise but got"
                + " '0.5'");
    finetune(NESTED, "--set schedule=sometimes")
        .mustBeRefused(
            "stn finetune: --set: schedule: expected one of [constant, step, exponential, cosine, one-cycle],"
                + " with what is left at the end if that is not the usual, such as 'exponential"
                + " 0.001', but got 'sometimes'");
    finetune(NESTED, "--resume")
        .mustBeRefused("stn finetune: --resume: expected --run DIR beside it but got none");
  }

  @Test
  void refusesAnUnknownOptimizer() {
    finetune(NESTED, "--optimizer lion")
        .mustBeRefused(
            "stn finetune: --optimizer: expected sgd, momentum, nesterov, rmsprop, adam or adamw"
                + " but got 'lion'");
  }

  @Test
  void saysHowManyBatchNormsTrain() {
    Program program =
        finetune(Fixture.of("batch_norm"), "--training-mode --steps 1 --optimizer momentum");

    assertThat(program.out()).contains("form       training: 1 batch norm");
  }

  @Test
  void refusesAnExpressionThatFindsNothing() {
    finetune(NESTED, "--train nothing")
        .mustBeRefused(
            "stn finetune: --train: expected an expression that finds some of"
                + " [classifier/bias, classifier/kernel, conv/kernel, st_localization/bias,"
                + " st_localization/kernel] but 'nothing' finds none");
  }

  @Test
  void refusesAnExpressionThatIsNone() {
    finetune(NESTED, "--freeze (")
        .mustBeRefused(
            "stn finetune: --freeze: expected a regular expression but got '(': Unclosed group");
  }

  @Test
  void refusesARateBelowZero() {
    finetune(NESTED, "--lr -1")
        .mustBeRefused("stn finetune: --lr: expected a number of at least 0 but got -1.0");
  }

  @Test
  void asksForAPlaceholderThatStandsInNoSignature() {
    finetune(Fixture.of("tf1_builder"), "--steps 1")
        .mustBeRefused(
            "stn finetune: --feed: expected a value for the placeholder keep_prob (float32 []),"
                + " which signature serving_default needs without naming it, but got none");
    assertThat(finetune(Fixture.of("tf1_builder"), "--steps 1 --feed keep_prob=0.8").code())
        .isZero();
  }

  @Test
  void refusesALabelThatIsNoClass() {
    NpyFile.write(labels, NpyArray.of(new int[] {0, 1, 3, 2}, 4));

    finetune(NESTED, "--steps 1")
        .mustBeRefused("stn finetune: --labels: expected classes from 0 to 2 but got 3 at index 2");
    assertThat(folder.resolve("tuned")).doesNotExist();
  }

  @Test
  void refusesDataOfBothKinds() {
    finetune(NESTED, "--data .")
        .mustBeRefused(
            "stn finetune: --data: expected either --data DIR or --input NAME=X.npy with --labels"
                + " Y.npy but got both");
  }

  @Test
  void refusesAFolderThatExists() throws IOException {
    Files.createDirectory(folder.resolve("tuned"));

    finetune(NESTED, "--steps 1")
        .mustBeRefused(
            "stn finetune: --out: "
                + folder.resolve("tuned")
                + ": expected a new folder but it exists");
  }

  @Test
  void refusesAnUnknownOutput() {
    finetune(NESTED, "--logits nope")
        .mustBeRefused(
            "stn finetune: --logits: expected an output, [logits, probabilities], or a tensor of"
                + " the model but got nope");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "PLAIN, -1 4 6, --input-range 0..255, 0",
    "PLAIN, -1 24, --scale 255, 0",
    "PLAIN, -1 4 6 1, '', 1",
    "RESCALING, -1 4 6 1, '', 0",
    "RESCALING, -1 4 6 1, --input-range 0..1, 1"
  })
  void feedsImagesInTheRangeAndTheShapeThatTheModelExpects(
      Work work, String shape, String options, double error) {
    long[] sizes = Arrays.stream(shape.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    double half = work == Work.PLAIN ? 128 : 128 / 255.0;
    Path model =
        StripModel.of(half, sizes).withWork(work).withBias().write(folder.resolve("model"));

    Program program =
        Program.run(
            "finetune --steps 1 --lr 0 --batch 5 " + options,
            model,
            "--data",
            StripModel.writeData(folder.resolve("data"), 13),
            "--run",
            folder.resolve("run"),
            "--out",
            folder.resolve("tuned"));

    assertThat(folder.resolve("run/report.html")).content().contains("13");
    assertThat(program.out())
        .as(program.err())
        .contains(
            "accuracy   %1$.2f %% before, %1$.2f %% after, of 13 test images"
                .formatted(100 * (1 - error)));
  }

  @Test
  void trainsAndEvaluatesInTheFixedBatchSizeOfTheModel() {
    Path model = StripModel.of(128, 4, 4, 6, 1).withBias().write(folder.resolve("model"));

    Program program =
        Program.run(
            "finetune --steps 3 --lr 0 --input-range 0..255",
            model,
            "--data",
            StripModel.writeData(folder.resolve("data"), 13),
            "--out",
            folder.resolve("tuned"));

    assertThat(program.out())
        .as(program.err())
        .contains("accuracy   100.00 % before, 100.00 % after, of 13 test images");
  }

  @Test
  void takesFoldersOfPicturesInTheSizeAndTheChannelsOfTheModel() throws IOException {
    Program program = finetunePictures("--scale 255");

    assertThat(program.out())
        .as(program.err())
        .contains("accuracy   100.00 % before, 100.00 % after, of 13 test images");
  }

  @Test
  void takesTheSettingsOfPictures() throws IOException {
    finetunePictures("--set imageSize=5x6")
        .mustBeRefused(
            "stn finetune: --data: expected images that fit the input image, float32 [-1, 4, 6, 1],"
                + " but got 5x6 with 1 channel");
    Files.writeString(folder.resolve("data/train/0/broken.png"), "no picture");
    assertThat(finetunePictures("--set skipBadFiles=true").err())
        .contains("stn finetune: left out " + folder.resolve("data/train/0/broken.png"));
  }

  @Test
  void refusesSettingsOfPicturesForArrays() {
    finetune(NESTED, "--set imageSize=4x6")
        .mustBeRefused("stn finetune: --set: imageSize: expected --data beside it but got arrays");
  }

  /** The strips in RGB, of twice the model's height and width. */
  private Program finetunePictures(String options) throws IOException {
    Path model = StripModel.of(128, -1, 4, 6, 1).withBias().write(folder.resolve("strips"));
    Dataset strips = DataDirectory.load(StripModel.writeData(folder.resolve("idx"), 13));
    writePictures(folder.resolve("data/train"), strips.train());
    writePictures(folder.resolve("data/test"), strips.test());
    return Program.run(
        "finetune --steps 1 --lr 0 " + options,
        model,
        "--data",
        folder.resolve("data"),
        "--out",
        folder.resolve("tuned"));
  }

  private static void writePictures(Path part, LabeledImages images) throws IOException {
    for (int i = 0; i < images.size(); i++) {
      BufferedImage picture =
          new BufferedImage(2 * images.width(), 2 * images.height(), BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < picture.getHeight(); y++) {
        for (int x = 0; x < picture.getWidth(); x++) {
          int at = images.offset(i) + y / 2 * images.width() + x / 2;
          picture.setRGB(x, y, 0x10101 * Byte.toUnsignedInt(images.pixels()[at]));
        }
      }
      Path folder = Files.createDirectories(part.resolve("" + images.labels()[i]));
      ImageIO.write(picture, "png", folder.resolve("%02d.png".formatted(i)).toFile());
    }
  }

  @Test
  void takesLabelsInAColumn() {
    NpyFile.write(labels, NpyArray.of(NESTED.labels(), 4, 1));

    assertThat(finetune(NESTED, "--steps 1").code()).isZero();
  }

  @Test
  void refusesAFolderWithoutImages() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Program program =
        Program.run(
            "finetune --steps 1",
            NESTED.folder(),
            "--data",
            empty,
            "--out",
            folder.resolve("tuned"));

    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err())
        .startsWith("stn finetune: --data: " + empty + ": missing train-images-idx3-ubyte");
  }

  @Test
  void refusesARangeForArrays() {
    finetune(NESTED, "--input-range 0..255")
        .mustBeRefused(
            "stn finetune: --input-range: expected --data beside it but got arrays, which are fed"
                + " as they are");
  }
}
