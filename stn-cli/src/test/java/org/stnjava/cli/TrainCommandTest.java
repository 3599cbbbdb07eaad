package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.train.experiment.Experiments;

/** Training and the commands that take what it leaves. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainCommandTest {

  /** The test resources list an experiment whose class does not exist. */
  private static final String MISSING =
      "org.stnjava.train.experiment.Experiment: Provider org.example.MissingExperiment not found";

  @TempDir static Path temporary;

  private Program trained = new Program(-1, "", "");
  private Path run = Path.of("unset");

  @BeforeAll
  void train() {
    run = temporary.resolve("run");
    trained =
        Program.run(
            "train mnist-r --net st-fcn --steps 3 --batch 8 --seed 4 --set evaluations=1"
                + " --checkpoint-every 2 --run",
            run);
  }

  @Test
  void printsTheErrorAndWhereThingsAre() {
    assertThat(trained.code()).isZero();
    assertThat(trained.out())
        .matches(
            "(?s)test error \\d+\\.\\d\\d % of 4,000 images "
                + "\\(st-fcn on mnist-r, 399,421 parameters, 3 steps\\)\\R"
                + "SavedModel \\S+saved_model\\Rreport     \\S+report.html\\R");
    assertThat(trained.err())
        .startsWith("training st-fcn on mnist-r (glyphs) for 3 steps into " + run)
        .contains("399,421 parameters, 20,000 images to learn from, 4,000 to test on");
  }

  @Test
  void keepsTheSettings() throws IOException {
    assertThat(Files.readString(run.resolve("config.yaml")))
        .contains("budget: 3 steps")
        .contains("batch: 8")
        .contains("seed: 4")
        .contains("checkpointEvery: 2")
        .contains("evaluations: 1");
  }

  @Test
  void isMeasuredByEval() throws IOException {
    Program eval = Program.run("eval --json", run);

    JsonNode figures = new ObjectMapper().readTree(eval.out());
    assertThat(eval.code()).isZero();
    assertThat(figures.fieldNames())
        .toIterable()
        .containsExactly(
            "experiment", "net", "transform", "parameters", "steps", "images", "testError", "loss");
    assertThat(trained.out())
        .startsWith("test error %.2f %%".formatted(100 * figures.get("testError").asDouble()));
    assertThat(Program.run("eval", run).out())
        .startsWith("test error")
        .contains("(st-fcn on mnist-r, 399,421 parameters)");
  }

  @Test
  void isExportedAndInspected() {
    Path copy = temporary.resolve("model");

    assertThat(Program.run("export --out", copy, run).out().strip()).isEqualTo(copy.toString());
    assertThat(Program.run("inspect", copy).out()).contains("serving_default").contains("theta");
    Program.run("export --out", copy, run)
        .mustBeRefused(
            "stn export: --out: %s: expected a new folder but it exists; --force replaces a SavedModel"
                .formatted(copy));
  }

  @Test
  void isMeasuredWithAWarningIfItIsNotTheModelOfItsFingerprint() throws IOException {
    Path copy = temporary.resolve("edited");
    Program.run("export --out", copy, run);
    Files.write(copy.resolve("fingerprint.pb"), new byte[] {0x08, 0x2a, 0x32, 0x02, 0x08, 0x01});

    Program eval = Program.run("eval", copy);

    assertThat(eval.out()).startsWith("test error");
    assertThat(eval.err().lines())
        .containsExactly(
            "stn eval: warning: RUN|SAVED_MODEL: "
                + copy.resolve("saved_model.pb")
                + ": expected the model that the checksum in fingerprint.pb was taken of but it is"
                + " another one: edited later, or damaged");
  }

  @Test
  void isReportedAgain() throws IOException {
    Path report = run.resolve("report.html");
    byte[] before = Files.readAllBytes(report);

    assertThat(Program.run("report", run).out().strip()).isEqualTo(report.toString());
    assertThat(Files.readAllBytes(report)).isEqualTo(before);
  }

  @Test
  void listsTheExperiments() {
    Program list = Program.run("experiments");

    assertThat(list.code()).isZero();
    assertThat(list.out().lines())
        .hasSameSizeAs(Experiments.all())
        .anyMatch(line -> line.startsWith("mnist-rts ") && line.contains("ST-CNN 0.5"));
  }

  @Test
  void reportsAnExperimentThatCannotBeLoaded() {
    assertThat(Program.run("experiments").err().lines())
        .containsExactly("stn experiments: warning: not loaded: " + MISSING);
  }

  @Test
  void isNotResumedOnceItIsFinished() {
    Program.run("train --resume --run", run)
        .mustBeRefused(
            "stn train: --run: %s: expected a run to resume but it is finished".formatted(run));
    Program.run("train --resume")
        .mustBeRefused("stn train: --resume: expected the run's folder with --run but got none");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "train mnist|train: EXPERIMENT: expected one of [mnist-r, mnist-rts, mnist-p, mnist-e,"
            + " mnist-t, mnist-tc, cluttered40,"
            + " mnist-addition, multi-digit, digit-sequence, fine-grained, mnist-3d, colocalisation, tutorial,"
            + " images, traffic-signs, meter-digits, adrenal-3d] but got 'mnist'; not loaded: "
            + MISSING,
        "train --net tree|train: --net: expected one of [fcn, cnn, deep-cnn, sign-cnn, residual-cnn,"
            + " st-fcn, st-cnn, parallel-st-cnn, glimpse-st-cnn, stacked-st-cnn, st-sign-cnn,"
            + " st-residual-cnn, recurrent-st-cnn, ic-st-cnn, st-parts, st-volume, tutorial] but got 'tree'",
        "train --data NOWHERE|train: --data: NOWHERE: expected a folder of idx files but found"
            + " nothing",
        "train --transform afine|train: --transform: expected one of [translation, window, rotation,"
            + " attention, similarity, affine, projective, tps, flow, velocity, affine3d, se2, sim2,"
            + " aff2] but got 'afine'",
        "train --steps 0|train: --steps: expected a number greater than 0 but got 0.0",
        "train --steps few|train: --steps: expected a whole number but got 'few'",
        "train --batch 0|train: --batch: expected at least 1 but got 0",
        "train --set rate=fast|train: --set: rate: expected a number but got 'fast'",
        "train --set rat=1|train: --set: setting: expected one of [alpha, augment, backbone, backboneBatchNorm, backboneChecksum,"
            + " backboneRange, backboneRate, batch,"
            + " beta1, beta2, boundPenalty, budget, cache, checkpointEvery, clipNorm, clipValue, clutter, color, data,"
            + " digit, diversity, earlyStopping, epsilon, evaluationImages, evaluationShare, evaluations, execution, experiment, fit, giveUpAfter, groups, imageSize,"
            + " leastScale, localization, localizationRate, localizationSize, lostAfter, momentum, mostScale, mostShift, net,"
            + " normalization, objects, onLostWorker, optimizer, outputSize, padding, parameters, rate, schedule, seed, skipBadFiles, start, sync,"
            + " theta, thetaPenalty, transform, transformers, validation, validationGroup, warmUp, watchEvery, weightDecay] but got"
            + " 'rat'",
        "train --net ic-st-cnn --set diversity=1|train: --set: diversity: expected 0 for ic-st-cnn,"
            + " which has its transformers one behind the other, but got 1.0",
        "train --net fcn --set groups=conv9=0|train: --set: groups: expected an expression that"
            + " matches a weight but 'conv9' matches none of [classifier/fc1/kernel,"
            + " classifier/fc1/bias, classifier/fc2/kernel, classifier/fc2/bias,"
            + " classifier/fc3/kernel, classifier/fc3/bias]",
        "train --run NOWHERE/x|train: --run: NOWHERE/x: expected a folder in one that exists, but"
            + " there is no folder NOWHERE",
        "train --resume --run NOWHERE|train: --run: NOWHERE: expected the folder of a run to resume but"
            + " there is none",
        "train --checkpoint-every -1|train: --checkpoint-every: expected at least 0 but got -1",
        "train --checkpoint-every x|train: --checkpoint-every: expected a whole number but got 'x'",
        "eval NOWHERE|eval: RUN|SAVED_MODEL: NOWHERE: expected a SavedModel folder but there is nothing"
            + " of that name",
        "report NOWHERE|report: RUN: NOWHERE: expected a folder but there is none",
        "export NOWHERE|export: RUN: NOWHERE: expected a folder but there is none",
      })
  void saysWhatIsWrong(String line) {
    String[] parts = line.split("(?<!RUN)\\|", 2);
    String nowhere = temporary.resolve("nowhere").toString();
    String[] arguments = parts[0].replace("NOWHERE", nowhere).split(" ");
    Object[] with = arguments;
    if (arguments[0].equals("train") && !parts[0].contains("--run")) {
      with = new Object[arguments.length + 2];
      System.arraycopy(arguments, 0, with, 0, arguments.length);
      with[arguments.length] = "--run";
      with[arguments.length + 1] = nowhere;
    }

    Program.run("", with).mustBeRefused("stn " + parts[1].replace("NOWHERE", nowhere));

    assertThat(temporary.resolve("nowhere")).doesNotExist();
  }
}
