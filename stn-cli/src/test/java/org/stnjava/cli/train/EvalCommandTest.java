package org.stnjava.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.cli.Program;
import org.stnjava.savedmodel.StripModel;
import org.stnjava.savedmodel.StripModel.Work;
import org.stnjava.train.experiment.ModelMetrics;

class EvalCommandTest {

  @TempDir Path folder;

  private static ModelMetrics figures(Optional<Double> labelError, Optional<Double> iou) {
    return new ModelMetrics(
        Optional.of("multi-digit"),
        Optional.of("parallel-st-cnn"),
        Optional.of("attention"),
        401_582,
        Optional.of(1500),
        10_000,
        0.19514,
        labelError,
        0.35424,
        iou,
        iou.map(value -> 0.9316));
  }

  @Test
  void tellsOfLabelsAndObjectsWhereThereAreSeveral() {
    assertThat(EvalCommand.words(figures(Optional.of(0.10394), Optional.of(0.7246)), "DIR"))
        .isEqualTo(
            "test error 19.51 % of 10,000 images, 10.39 % of labels, loss 0.3542; all found in"
                + " 93.16 % of images, mean IoU 0.725 (parallel-st-cnn on DIR, 401,582 parameters)");
  }

  @Test
  void tellsOfNothingElseWhereThereAreNone() {
    assertThat(EvalCommand.words(figures(Optional.empty(), Optional.empty()), "DIR"))
        .isEqualTo(
            "test error 19.51 % of 10,000 images, loss 0.3542 (parallel-st-cnn on DIR, 401,582"
                + " parameters)");
  }

  private Program eval(StripModel model, String more) {
    Path data = StripModel.writeData(folder.resolve("data"), 13);
    return Program.run(
        "eval " + more, model.write(folder.resolve("model")), "--data", data.toString());
  }

  private static StripModel model(double half) {
    return StripModel.of(half, -1, 4, 6, 1);
  }

  @Test
  void feedsTheRangeThatIsNamed() {
    Program program = eval(model(128), "--input-range 0..255");

    assertThat(program.err()).isEmpty();
    assertThat(program.code()).isZero();
    assertThat(program.out()).startsWith("test error 0.00 % of 13 images");
    assertThat(eval(model(128), "--scale 255").out()).isEqualTo(program.out());
    assertThat(eval(model(127), "--scale 255 --offset -1").out()).isEqualTo(program.out());
  }

  @Test
  void tellsTheRangeThatTheModelTells() {
    Program program = eval(model(128 / 255.0).withWork(Work.RESCALING), "");

    assertThat(program.out()).startsWith("test error 0.00 % of 13 images");
    assertThat(program.err().strip())
        .isEqualTo(
            "stn eval: input range 0..255, as the model's first operations tell (Div);"
                + " --input-range chooses another");
  }

  @Test
  void namesTheLikelyCausesWhereTheErrorIsThatOfGuessing() {
    Program program = eval(model(128), "");

    assertThat(program.code()).isZero();
    assertThat(program.out()).startsWith("test error 100.00 %");
    assertThat(program.err().strip())
        .isEqualTo(
            "stn eval: the error is about that of guessing among 3 classes; pixels were fed in"
                + " 0..1 (see --input-range), or the order of the classes is not that of the data");
  }

  @Test
  void takesErrorsForThoseOfGuessingWithinThreeDeviations() {
    assertThat(EvalCommand.isGuessing(error(0.833, 10_000), 10)).isTrue();
    assertThat(EvalCommand.isGuessing(error(0.80, 10_000), 10)).isFalse();
    assertThat(EvalCommand.isGuessing(error(0.66, 13), 10)).isTrue();
    assertThat(EvalCommand.isGuessing(error(0.60, 13), 10)).isFalse();
  }

  @Test
  void takesNoErrorOfAModelWithACardForThatOfGuessing() {
    ModelMetrics guessing = error(0.9, 10_000);

    assertThat(EvalCommand.isGuessing(guessing, 10)).isTrue();
    assertThat(
            EvalCommand.isGuessing(
                new ModelMetrics(
                    guessing.experiment(),
                    Optional.of("st-cnn"),
                    guessing.transform(),
                    guessing.parameters(),
                    guessing.steps(),
                    guessing.images(),
                    guessing.testError(),
                    guessing.labelError(),
                    guessing.loss(),
                    guessing.iou(),
                    guessing.success()),
                10))
        .isFalse();
  }

  private static ModelMetrics error(double error, int images) {
    Optional<String> none = Optional.empty();
    return new ModelMetrics(
        none,
        none,
        none,
        0,
        Optional.empty(),
        images,
        error,
        Optional.empty(),
        1,
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--input-range 0..2 | --input-range: expected 0..1, 0..255 or -1..1 but got '0..2'",
        "--input-range 0..1 --scale 2 | --input-range 0..1: expected either a range or --scale and"
            + " --offset but got both",
        "--scale 0 | --scale: expected a finite number other than 0 but got 0.0",
        "--offset x | --offset: expected a number but got 'x'",
        "--signature other | --signature: expected one of [serving_default] but got 'other'",
        "--logits other | --logits: expected an output of signature serving_default, one of"
            + " [output_0], but got 'other'"
      })
  void refusesOptionsByTheirNames(String options, String line) {
    eval(model(128), options).mustBeRefused("stn eval: " + line);
  }

  @Test
  void refusesImagesThatDoNotFit() {
    eval(StripModel.of(1, -1, 6, 4, 1), "")
        .mustBeRefused(
            "stn eval: --data: expected images that fit the input image, float32 [-1, 6, 4, 1], but"
                + " got 4x6 with 1 channel");
  }

  @Test
  void namesAFolderThatHoldsNoModel() {
    Program.run("eval", folder.resolve("nothing"))
        .mustBeRefused(
            "stn eval: RUN|SAVED_MODEL: "
                + folder.resolve("nothing")
                + ": expected a SavedModel folder but there is nothing of that name");
  }
}
