package org.stnjava.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.cli.Program;

@TestInstance(Lifecycle.PER_CLASS)
class CompareCommandTest {

  private static final String GRID =
      "compare mnist-r --nets fcn,st-fcn --transforms affine,attention --steps 2 --set batch=8"
          + " --set evaluations=1 --out";

  private static final String BACKBONE = "../saved_models/mnist-rts-affine/1:logits";

  @TempDir static Path temporary;

  private Path folder = Path.of("unset");
  private Program compared = new Program(-1, "", "");

  @BeforeAll
  void compare() {
    folder = temporary.resolve("grid");
    compared = Program.run(GRID, folder);
  }

  @Test
  void trainsEachNetworkWithEachTransformAndOnceWithoutATransformer() {
    assertThat(compared.code()).as(compared.err()).isZero();
    assertThat(folder)
        .isDirectoryContaining(path -> path.endsWith("fcn-affine-0"))
        .isDirectoryNotContaining(path -> path.endsWith("fcn-attention-0"))
        .isDirectoryContaining(path -> path.endsWith("st-fcn-affine-0"))
        .isDirectoryContaining(path -> path.endsWith("st-fcn-attention-0"));
  }

  @Test
  void printsATable() {
    List<String> lines = compared.out().lines().toList();

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0))
        .matches(
            "network +transform +runs +validation error, % +test error, % +seconds +core-seconds +parameters +alarms");
    assertThat(lines.get(1)).matches("fcn +none +1 +none +\\d+\\.\\d\\d +\\d+ +\\d+ +399,615 +0");
    assertThat(lines.get(3))
        .matches("st-fcn +attention +1 +none +\\d+\\.\\d\\d +\\d+ +\\d+ +\\d+,\\d+ +0");
    assertThat(lines.get(4)).isEqualTo("page       " + folder.resolve("compare.html"));
  }

  @Test
  void writesATableAndAPage() throws IOException {
    assertThat(Files.readAllLines(folder.resolve("compare.csv")))
        .hasSize(4)
        .startsWith(
            "network,transform,runs,validation_error,test_error,test_error_deviation,seconds,core_seconds,parameters,alarms");
    assertThat(Files.readString(folder.resolve("compare.html")))
        .contains("<title>mnist-r: 3 runs</title>")
        .contains("<td>attention</td>")
        .contains("\"name\":\"st-fcn-affine-0\"")
        .doesNotContain("src=\"http");
  }

  @Test
  void keepsWhatIsFinished() {
    Program again = Program.run(GRID, folder);

    assertThat(again.out()).isEqualTo(compared.out());
    assertThat(again.err()).doesNotContain("training ");
  }

  @Test
  void keepsWhatIsFinishedOnABackbone() {
    Path backbones = temporary.resolve("backbones");
    String command =
        "compare mnist-r --nets fcn --steps 2 --set batch=8 --set evaluations=1 --set backbone="
            + BACKBONE
            + " --out";
    Program first = Program.run(command, backbones);

    Program again = Program.run(command, backbones);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(again.err()).doesNotContain("training ");
  }

  @Test
  void takesTheMeanOfRunsThatDifferInTheirSeed() {
    Path seeds = temporary.resolve("seeds");

    Program program =
        Program.run(
            "compare mnist-r --nets fcn --seeds 2 --steps 2 --set batch=8 --set evaluations=1 --out",
            seeds);

    assertThat(program.out().lines().toList().get(1))
        .matches("fcn +none +2 +none +\\d+\\.\\d\\d ± \\d+\\.\\d\\d +\\d+ +\\d+ +399,615 +0");
    assertThat(
            Program.run(
                    "compare --out",
                    temporary.resolve("of/runs"),
                    seeds.resolve("fcn-affine-0"),
                    seeds.resolve("fcn-affine-1"))
                .out()
                .lines()
                .limit(2))
        .containsExactlyElementsOf(program.out().lines().limit(2).toList());
  }

  @Test
  void namesTheSettingsThatPartRunsOfTheSameNetwork() {
    Path longer = temporary.resolve("longer");
    Program.run(
        "compare mnist-r --nets fcn --steps 3 --set batch=8 --set evaluations=1 --out", longer);

    Program program =
        Program.run(
            "compare --out",
            temporary.resolve("both"),
            folder.resolve("fcn-affine-0"),
            longer.resolve("fcn-affine-0"));

    assertThat(program.out().lines().skip(1).limit(2))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("fcn budget=2 steps  none"),
            line -> assertThat(line).startsWith("fcn budget=3 steps  none"));
  }

  @Test
  void refusesTheSameRunTwice() {
    Path run = folder.resolve("fcn-affine-0");

    Program.run("compare --out", temporary.resolve("twice"), run, run)
        .mustBeRefused(
            "stn compare: RUN: expected runs that differ in a setting or in their seed but"
                + " fcn-affine-0 and fcn-affine-0 are the same");
  }

  @Test
  void refusesRunsOfOtherSettings() {
    Program.run(GRID.replace("--steps 2", "--steps 3"), folder)
        .mustBeRefused(
            "stn compare: --out: %s: expected a run with the settings of this comparison but it has others; choose another folder"
                .formatted(folder.resolve("fcn-affine-0")));
  }

  @Test
  void refusesWhatIsNoExperimentAndNoRun() {
    Program.run("compare mnist-r mnist-t")
        .mustBeRefused(
            "stn compare: EXPERIMENT: expected one, or folders of finished runs, but got [mnist-r, mnist-t]");
    Program.run("compare mnist-r --seeds 0")
        .mustBeRefused("stn compare: --seeds: expected at least 1 but got 0");
    Program.run("compare", temporary)
        .mustBeRefused(
            "stn compare: RUN: %s: expected a finished run but it has no config.yaml"
                .formatted(temporary));
  }
}
