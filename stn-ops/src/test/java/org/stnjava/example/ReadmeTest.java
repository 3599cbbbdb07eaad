package org.stnjava.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Path EXAMPLE = Path.of("src/test/java/org/stnjava/example/ZoomExample.java");

  @Test
  void showsTheExampleAsItRuns() throws IOException {
    String source = Files.readString(EXAMPLE);
    String marked =
        source.substring(
            source.indexOf("// tag::zoom[]") + "// tag::zoom[]\n".length(),
            source.indexOf("    // end::zoom[]"));

    assertThat(Files.readString(Path.of("../README.md")))
        .contains(marked.stripTrailing().stripIndent());
  }

  @Test
  void findsTheBrightSide() {
    float[] dTheta = ZoomExample.gradient();

    // The image grows brighter to the right (θ₂) and downwards (θ₅).
    assertThat(dTheta[2]).isGreaterThan(1);
    assertThat(dTheta[5]).isGreaterThan(1);
  }
}
