package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.transform.Affine;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** Holds the sampler and the affine grid against PyTorch's numbers, see tools/golden. */
class GoldenTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  /** 19 of affine_bilinear.py and 30 of samplers.py. */
  private static final int CASES = 49;

  /** PyTorch's own float32 sums over the points are up to 4.3e-5 away from its float64 ones. */
  private static final Tolerance THETA_FLOAT32 = new Tolerance(1e-4, 1e-5);

  /** A folder of arrays with what its origin.json says of them. */
  private record Golden(Path folder, String origin) {

    static Golden of(Path folder) {
      try {
        return new Golden(folder, Files.readString(folder.resolve("origin.json")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean has(String name) {
      return Files.exists(folder.resolve(name + ".npy"));
    }

    Value value(String name) {
      NpyArray array = NpyFile.read(folder.resolve(name + ".npy"));
      return new Value(Shape.of(array.shape()), array.doubles());
    }

    Class<? extends TFloating> type() {
      return word("dtype").equals("float32") ? TFloat32.class : TFloat64.class;
    }

    Tolerance tolerance() {
      return word("dtype").equals("float32") ? Tolerance.FLOAT32 : Tolerance.FLOAT64;
    }

    Sampler sampler() {
      return new Sampler(Kernel.byName(word("kernel")), padding(), coordinates());
    }

    GridGenerator generator() {
      Shape v = value("v").shape();
      return new GridGenerator(new Affine(), (int) v.get(1), (int) v.get(2), coordinates());
    }

    private PixelCoordinates coordinates() {
      return PixelCoordinates.valueOf(
          word("coordinates").toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Padding padding() {
      if (!word("padding").equals("constant")) {
        return Padding.byName(word("padding"));
      }
      String[] numbers = find("\"background\": \\[([^]]*)]").split(",", -1);
      float[] values = new float[numbers.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(numbers[i].strip());
      }
      return Padding.constant(values);
    }

    private String word(String key) {
      return find("\"" + key + "\": \"([^\"]*)\"");
    }

    private String find(String pattern) {
      Matcher matcher = Pattern.compile(pattern).matcher(origin);
      assertThat(matcher.find()).as("%s in %s", pattern, folder).isTrue();
      return matcher.group(1);
    }

    @Override
    public String toString() {
      return String.valueOf(folder.getFileName());
    }
  }

  static List<Golden> all() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("v.npy")))
          .sorted()
          .map(Golden::of)
          .toList();
    }
  }

  static Stream<Golden> differentiable() throws IOException {
    return all().stream().filter(golden -> golden.has("dv"));
  }

  static Stream<Golden> ofTheta() throws IOException {
    return all().stream().filter(golden -> golden.has("theta"));
  }

  static Stream<Golden> ofDifferentiableTheta() throws IOException {
    return all().stream().filter(golden -> golden.has("dtheta"));
  }

  private static <T extends TFloating> Evaluation<T> sampling(Class<T> type, Golden golden) {
    return new Evaluation<>(type, (tf, in) -> golden.sampler().sample(tf, in.get(0), in.get(1)));
  }

  private static <T extends TFloating> Evaluation<T> warping(Class<T> type, Golden golden) {
    return new Evaluation<>(
        type,
        (tf, in) ->
            golden.sampler().sample(tf, in.get(0), golden.generator().generate(tf, in.get(1))));
  }

  @Test
  void areAllThere() throws IOException {
    assertThat(all()).hasSizeGreaterThanOrEqualTo(CASES);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void outputEqualsPyTorchs(Golden golden) {
    Value v = sampling(golden.type(), golden).inGraph(golden.value("u"), golden.value("grid"));

    v.mustEqual(golden.value("v"), golden.tolerance());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differentiable")
  void gradientOfTheImageEqualsPyTorchs(Golden golden) {
    Value du =
        sampling(golden.type(), golden)
            .gradient(0, golden.value("dv"), golden.value("u"), golden.value("grid"));

    du.mustEqual(golden.value("du"), golden.tolerance());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differentiable")
  void gradientOfTheGridEqualsPyTorchs(Golden golden) {
    Value dgrid =
        sampling(golden.type(), golden)
            .gradient(1, golden.value("dv"), golden.value("u"), golden.value("grid"));

    dgrid.mustEqual(golden.value("dgrid"), golden.tolerance());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofTheta")
  void outputThroughThetaEqualsPyTorchs(Golden golden) {
    Value v = warping(golden.type(), golden).inGraph(golden.value("u"), theta(golden));

    v.mustEqual(golden.value("v"), golden.tolerance());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofDifferentiableTheta")
  void gradientOfThetaEqualsPyTorchs(Golden golden) {
    Value dtheta =
        warping(golden.type(), golden)
            .gradient(1, golden.value("dv"), golden.value("u"), theta(golden));

    Value expected = golden.value("dtheta");
    dtheta.mustEqual(
        new Value(dtheta.shape(), expected.data()),
        golden.type() == TFloat32.class ? THETA_FLOAT32 : Tolerance.FLOAT64);
  }

  private static Value theta(Golden golden) {
    Value theta = golden.value("theta");
    return new Value(Shape.of(theta.shape().get(0), 6), theta.data());
  }
}
