package org.stnjava.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** Code in documents is that of examples which are compiled and run. */
class DocumentsTest {

  private static final Path EXAMPLES = Path.of("src/test/java/org/stnjava/example");

  @ParameterizedTest(name = "{0} shows {1}")
  @CsvSource({
    "README.md, ZoomExample.java, zoom",
    "docs/choosing-a-transform.md, Bow.java, bow",
    "docs/extending.md, Bow.java, bow",
    "docs/extending.md, SmoothStep.java, smoothstep",
    "docs/extending.md, Wrap.java, wrap"
  })
  void showsTheExampleAsItRuns(String document, String example, String tag) throws IOException {
    String source = Files.readString(EXAMPLES.resolve(example));
    String start = "// tag::" + tag + "[]\n";
    String marked =
        source
            .substring(
                source.indexOf(start) + start.length(), source.indexOf("// end::" + tag + "[]"))
            .stripTrailing()
            .stripIndent();

    assertThat(Files.readString(Path.of("..").resolve(document)))
        .contains("```java\n" + marked + "\n```");
  }

  @Test
  void samplesWithACustomKernel() {
    Sampler smooth = Sampler.bilinear().withKernel(new SmoothStep());
    Value u = new Value(Shape.of(1, 1, 3, 1), new double[] {0, 8, 4});
    // Pixels 1/2, 1 and 5/4 of three, whose centers lie at -2/3, 0 and 2/3.
    Value grid = new Value(Shape.of(1, 1, 3, 2), new double[] {-1.0 / 3, 0, 0, 0, 1.0 / 6, 0});
    Evaluation<TFloat64> sampled =
        new Evaluation<>(TFloat64.class, (tf, in) -> smooth.sample(tf, in.get(0), in.get(1)));

    double[] v = sampled.inGraph(u, grid).data();
    double[] slopes =
        sampled
            .gradient(1, new Value(Shape.of(1, 1, 3, 1), new double[] {1, 1, 1}), u, grid)
            .data();

    assertThat(v).containsExactly(new double[] {4, 8, 8 - 4 * (3 - 0.5) / 16}, within(1e-12));
    assertThat(slopes[0]).isGreaterThan(0);
    assertThat(slopes[2]).isCloseTo(0, within(1e-12));
    assertThat(slopes[4]).isLessThan(0);
  }

  @Test
  void findsTheBrightSide() {
    float[] dTheta = ZoomExample.gradient();

    // The image grows brighter to the right (θ₂) and downwards (θ₅).
    assertThat(dTheta[2]).isGreaterThan(1);
    assertThat(dTheta[5]).isGreaterThan(1);
  }
}
