package org.stnjava.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code in documents is that of examples which are compiled and run. */
class DocumentsTest {

  private static final Path EXAMPLES = Path.of("src/test/java/org/stnjava/example");

  @ParameterizedTest(name = "{0} shows {1}")
  @CsvSource({"README.md, ZoomExample.java, zoom", "docs/choosing-a-transform.md, Bow.java, bow"})
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
  void findsTheBrightSide() {
    float[] dTheta = ZoomExample.gradient();

    // The image grows brighter to the right (θ₂) and downwards (θ₅).
    assertThat(dTheta[2]).isGreaterThan(1);
    assertThat(dTheta[5]).isGreaterThan(1);
  }
}
