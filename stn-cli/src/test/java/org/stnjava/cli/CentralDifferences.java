package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;

/**
 * Gradient files of a command beside the central differences of its outputs, all in float64.
 *
 * @param folder takes the files
 * @param command the command
 * @param upstream weights of the output
 * @param options the command's other options
 */
record CentralDifferences(Path folder, String command, Value upstream, String options) {
  private static final double H = 1e-6;

  /** Moves a few numbers of each of two inputs and compares. */
  void mustAgree(
      String first, Value u, String second, Value points, String gradFirst, String gradSecond) {
    write("a.npy", u);
    write("b.npy", points);
    write("dv.npy", upstream);
    Object[] gradients = {
      "--upstream", file("dv.npy"), gradFirst, file("da.npy"), gradSecond, file("db.npy")
    };
    run(first, second, gradients);
    NpyArray da = NpyFile.read(file("da.npy"));
    NpyArray db = NpyFile.read(file("db.npy"));

    assertThat(Shape.of(da.shape())).isEqualTo(u.shape());
    assertThat(Shape.of(db.shape())).isEqualTo(points.shape());
    compare(da, u, moved -> weightedSum(first, moved, second, points));
    compare(db, points, moved -> weightedSum(first, u, second, moved));
  }

  /** The output's weighted sum as a function of one input. */
  private interface Sum {
    double of(Value moved);
  }

  private static void compare(NpyArray gradient, Value x, Sum sum) {
    double[] actual = gradient.doubles();
    for (int i = 0; i < actual.length; i += Math.max(1, actual.length / 5)) {
      double expected = (sum.of(moved(x, i, H)) - sum.of(moved(x, i, -H))) / (2 * H);
      assertThat(Tolerance.CENTRAL_DIFFERENCES.accepts(expected, actual[i]))
          .as("gradient %d: expected %s but got %s", i, expected, actual[i])
          .isTrue();
    }
    assertThat(Arrays.stream(actual).anyMatch(g -> g != 0)).isTrue();
  }

  private double weightedSum(String first, Value u, String second, Value points) {
    write("a.npy", u);
    write("b.npy", points);
    run(first, second);
    double[] v = NpyFile.read(file("v.npy")).doubles();
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += v[i] * upstream.data()[i];
    }
    return sum;
  }

  private void run(String first, String second, Object... more) {
    Object[] paths = {first, file("a.npy"), second, file("b.npy"), "--out", file("v.npy")};
    Object[] all = Arrays.copyOf(paths, paths.length + more.length);
    System.arraycopy(more, 0, all, paths.length, more.length);
    Program.run(command + " " + options, all).mustBeDone();
  }

  private static Value moved(Value x, int index, double by) {
    double[] data = x.data().clone();
    data[index] += by;
    return new Value(x.shape(), data);
  }

  private void write(String name, Value value) {
    NpyFile.write(file(name), NpyArray.of(value.data(), value.shape().asArray()));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
