package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StnTest {

  @TempDir Path classPath;

  @Test
  void printsItsVersion() {
    Program program = Program.run("--version");

    assertThat(program.code()).isZero();
    assertThat(program.out()).matches("stn [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\R");
    assertThat(program.err()).isEmpty();
  }

  @ParameterizedTest(name = "stn {0}")
  @ValueSource(strings = {"--help", "-h"})
  void listsItsCommands(String option) {
    Program program = Program.run(option);

    assertThat(program.code()).isZero();
    assertThat(program.out()).startsWith("Usage: stn ").contains("sample", "grid", "warp");
    assertThat(program.err()).isEmpty();
  }

  @ParameterizedTest(name = "stn {0} --help")
  @ValueSource(strings = {"sample", "grid", "warp"})
  void explainsEachCommand(String command) {
    Program program = Program.run(command + " --help");

    assertThat(program.code()).isZero();
    assertThat(program.out())
        .startsWith("Usage: stn " + command)
        .contains("--out", "--coordinates", "--seed", "--verbose", "--version");
    assertThat(program.err()).isEmpty();
  }

  @ParameterizedTest(name = "stn {0}: {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {"\"\", none", "wrap --image u.npy, 'wrap'"})
  void refusesWhatIsNoCommand(String arguments, String came) {
    Program program = Program.run(arguments);

    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err())
        .matches("stn: expected a command, one of \\[.*warp.*\\], but got " + came + "\\R");
  }

  @Test
  void refusesAnUnknownOption() {
    Program.run("grid --transform affine --theta 1,0,0,0,1,0 --size 2x3 --out g.npy --fast")
        .mustBeRefused("stn grid: unknown option '--fast'; 'stn grid --help' lists the options");
  }

  @Test
  void refusesALooseArgument() {
    Program.run("grid --transform affine --theta 1,0,0,0,1,0 --size 2x3 --out g.npy fast")
        .mustBeRefused("stn grid: unexpected argument 'fast'; 'stn grid --help' lists the options");
  }

  @Test
  void namesAMissingOption() {
    Program.run("grid --transform affine --size 2x3 --out g.npy")
        .mustBeRefused("stn grid: Missing required option: '--theta=T.npy|numbers'");
  }

  @Test
  void namesAnOptionWithoutItsValue() {
    Program.run("grid --transform affine --theta")
        .mustBeRefused("stn grid: Missing required parameter for option '--theta' (T.npy|numbers)");
  }

  @Test
  void refusesASeedThatIsNoNumber() {
    Program.run("grid --seed x")
        .mustBeRefused("stn grid: --seed: expected a whole number but got 'x'");
  }

  @Test
  void skipsACommandThatCannotBeLoaded() throws IOException {
    Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
    Files.writeString(services.resolve(Subcommand.class.getName()), "org.example.MissingCommand");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classPath.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);

      Program program = Program.run("--version");

      assertThat(program.code()).isZero();
      assertThat(program.err().lines())
          .containsExactly(
              "stn: warning: not loaded: org.stnjava.cli.Subcommand: Provider"
                  + " org.example.MissingCommand not found");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void printsTheStackTraceIfAsked() {
    Program program =
        Program.run("grid --verbose --transform affine --theta none.npy --size 2x3 --out g.npy");

    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err().lines())
        .startsWith("stn grid: --theta: none.npy: expected a file but there is none")
        .anyMatch(line -> line.contains("at org.stnjava.cli.warp.GridCommand.run"));
  }
}
