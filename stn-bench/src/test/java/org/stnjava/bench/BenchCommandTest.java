package org.stnjava.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.bench.djl.Djl;
import org.stnjava.bench.peer.FakePython;
import org.stnjava.cli.Stn;

class BenchCommandTest {

  @TempDir Path folder;

  private record Program(int code, String out, String err) {}

  private static Program run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = Stream.concat(Stream.of("bench"), Stream.of(arguments)).toArray(String[]::new);
    int code = Stn.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Program(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--only | a,z | expected some of [a, b, c, d, e, volume, bicubic-a, bicubic-d, tutorial-train-64,"
            + " tutorial-train-256, tutorial-infer-1, tutorial-infer-64, tutorial-plain-train-64,"
            + " tutorial-plain-train-256, tutorial-plain-infer-1, tutorial-plain-infer-64,"
            + " st-cnn-train-64, st-cnn-train-256, st-cnn-infer-1, st-cnn-infer-64,"
            + " st-cnn-plain-train-64, st-cnn-plain-train-256, st-cnn-plain-infer-1,"
            + " st-cnn-plain-infer-64] but got 'z'",
        "--rounds | 0 | expected at least 1 but got 0",
        "--repeats | -1 | expected at least 0 but got -1",
        "--rounds | few | expected a whole number but got 'few'",
        "--threads | 0 | expected at least 1 but got 0",
        "--json | DIR/none/r.json | DIR/none/r.json: expected an existing folder but there is none at"
            + " DIR/none",
        "--json | DIR | DIR: expected a file but it is a folder",
        "--json | DIR/r.png | DIR/r.png: expected another name than its plot's but got the same"
      })
  void refusesAWrongValue(String option, String value, String complaint) {
    Program program = run(option, value.replace("DIR", folder.toString()));

    assertThat(program)
        .isEqualTo(
            new Program(
                2,
                "",
                "stn bench: %s: %s%n"
                    .formatted(option, complaint.replace("DIR", folder.toString()))));
  }

  @Test
  void refusesAPythonThatIsNotThere() {
    Program program = run("--only", "a", "--python", "no-such-python");

    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err())
        .startsWith(
            "stn bench: --python: expected a Python with NumPy but got 'no-such-python': Cannot run"
                + " program \"no-such-python\"")
        .hasLineCount(1);
  }

  @Test
  void refusesDjlWhereItsNativeCodeIsMissing() {
    assumeThat(Djl.isPresent()).as("built without the profile djl").isFalse();

    Program program = run("--only", "a", "--djl");

    assertThat(program)
        .isEqualTo(
            new Program(
                2,
                "",
                "stn bench: --djl: expected PyTorch for DJL on the class path but it is not there;"
                    + " './stn bench --djl' and './mvnw package -Pdjl' download it\n"));
  }

  @Test
  void timesTheToolkitAloneWherePythonHasNoPeers() throws IOException {
    Path json = folder.resolve("r.json");

    Program program =
        run(
            "--only",
            "a,tutorial-infer-1",
            "--rounds",
            "1",
            "--python",
            FakePython.withoutPeers(folder),
            "--json",
            json.toString());

    assertThat(program.err().lines())
        .contains(
            "no PyTorch: No module named 'torch'",
            "no ONNX Runtime: No module named 'onnxruntime'",
            "PyTorch needs no Python with './stn bench --djl', which downloads it once");
    assertThat(program.code()).isZero();
    assertThat(program.out())
        .contains("| a | 64×60×60×1 to 28×28, bilinear | both | ", "\n| a | both | ")
        .containsPattern("Other processes used [0-9.]+ of \\d+ cores");
    JsonNode rows = new ObjectMapper().readTree(json.toFile());
    assertThat(rows).hasSize(3);
    assertThat(rows.get(1).get("pass").asText()).isEqualTo("both");
    assertThat(rows.get(1).get("portable_ms").asDouble()).isPositive();
    assertThat(rows.get(1).get("portable_core_ms").asDouble()).isPositive();
    assertThat(rows.get(1).get("torch_ms").isNull()).isTrue();
    assertThat(rows.get(1).get("onnxruntime_ms").isNull()).isTrue();
    assertThat(rows.get(1).get("ratio_to_torch").isNull()).isTrue();
    assertThat(Files.size(folder.resolve("r.png"))).isGreaterThan(1000);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "trace x | WORKLOAD: expected some of [tutorial-train-64, tutorial-train-256,"
            + " tutorial-plain-train-64, tutorial-plain-train-256, st-cnn-train-64,"
            + " st-cnn-train-256, st-cnn-plain-train-64, st-cnn-plain-train-256] but got 'x'",
        "latency none/such | SAVED_MODEL: none/such: expected a SavedModel folder but there is nothing"
            + " of that name",
        "latency --calls 0 | --calls: expected at least 1 but got 0",
        "latency --callers 1,0 | --callers: expected at least 1 but got 0",
        "costs --only size | --only: expected some of [batch, side, channels, transformers] but got"
            + " 'size'",
        "costs --png none/c.png | --png: none/c.png: expected an existing folder but there is none at"
            + " CURRENT/none",
        "costs --threads 0 | --threads: expected at least 1 but got 0"
      })
  void refusesAWrongValueOfItsCommands(String arguments, String complaint) {
    Program program = run(arguments.split(" "));

    String current = Path.of("").toAbsolutePath().toString();
    String command = arguments.substring(0, arguments.indexOf(' '));
    assertThat(program)
        .isEqualTo(
            new Program(
                2,
                "",
                "stn bench %s: %s%n".formatted(command, complaint.replace("CURRENT", current))));
  }

  @Test
  void timesSingleImages() {
    Program program = run("latency", "--calls", "20");

    assertThat(program.code()).isZero();
    assertThat(program.out().lines().skip(4))
        .hasSize(8)
        .allSatisfy(
            line ->
                assertThat(line).matches("\\| \\S+ \\| 2 \\| [1248] \\| 20( \\| [0-9.,]+){3} \\|"));
  }

  @Test
  void isListedByTheProgram() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Stn.run(new String[] {"--help"}, new PrintStream(out, true, UTF_8), System.err);

    assertThat(out.toString(UTF_8)).contains("  bench        Times the toolkit against PyTorch");
  }
}
