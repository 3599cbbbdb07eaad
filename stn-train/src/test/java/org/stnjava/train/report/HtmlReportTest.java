package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stnjava.train.report.SmallReport.EVALUATION;
import static org.stnjava.train.report.SmallReport.HISTORY;
import static org.stnjava.train.report.SmallReport.full;
import static org.stnjava.train.report.SmallReport.noise;
import static org.stnjava.train.report.SmallReport.output;
import static org.stnjava.train.report.SmallReport.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.report.GallerySample.TransformerOutput;
import org.stnjava.train.report.Report.Gallery;

class HtmlReportTest {
  private static String html(Report report) {
    return new HtmlReport(report).html();
  }

  /** The page without the charts' library, which is long and holds nearly every word. */
  private static String own(Report report) {
    String html = html(report);
    int start = html.indexOf("<script id=\"chart-library\">");
    int end = html.indexOf("</script>", start);
    assertThat(start).isPositive();
    return html.substring(0, start) + html.substring(end);
  }

  private static long count(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().count();
  }

  @Test
  void showsAllItsParts() {
    assertThat(own(full()))
        .contains("<h1>Rotated digits</h1>")
        .contains("<dt>Test error</dt><dd><b>33.3%</b><small>1 of 3 wrong</small>")
        .contains("<dt>Parameters</dt><dd><b>402,534</b></dd>")
        .contains("<canvas id=\"loss\"", "<canvas id=\"error\"", "<canvas id=\"rate\"")
        .contains("<th scope=\"row\">1,200</th><td>2</td><td>0.3</td><td>0.2</td><td>12.5%</td>")
        .contains(">At random <", ">Best <", ">Worst <")
        .contains("<canvas id=\"scatter\"", "<dt>Correlation</dt><dd>−1.000</dd>")
        .contains("<table class=\"heat\">", "<b>2</b> → <b>0</b>")
        .contains("<th scope=\"row\">seed</th><td>42</td>");
  }

  @Test
  void marksWrongOnesByWords() {
    String html = own(full());

    assertThat(count("class=\"sample wrong\"", html)).isEqualTo(1);
    assertThat(html).contains("✗</span> says <b>0</b>, is <b>2</b>");
    assertThat(count("✓</span>", html)).isEqualTo(2);
  }

  @Test
  void needsNothingFromOutside() {
    String html = html(full());
    String own = own(full());

    assertThat(own).doesNotContainPattern("(?i)https?:|<link|@import|url\\(|<iframe|<base");
    assertThat(html).doesNotContainPattern("(?i)<script[^>]*\\ssrc");
    assertThat(own).doesNotContainPattern("(src|href)=\"(?!data:image/png;base64,)");
    assertThat(count("</script>", html)).isEqualTo(3);
  }

  @Test
  void drawsOutlinesAsPolygonsOfPairs() {
    String html = own(full());

    List<String> points =
        Pattern.compile("<polygon class=\"outline c\\d\" points=\"([^\"]*)\"")
            .matcher(html)
            .results()
            .map(result -> result.group(1))
            .toList();
    assertThat(points).hasSize(3);
    assertThat(points)
        .allSatisfy(
            text ->
                assertThat(text)
                    .matches("-?\\d+(\\.\\d+)?,-?\\d+(\\.\\d+)?( -?[\\d.]+,-?[\\d.]+){3}"));
    assertThat(points.get(0)).isEqualTo("2,3 15,3 18,9 5,9");
    assertThat(count("<circle class=\"corner", html)).isEqualTo(3);
  }

  @Test
  void escapesEveryText() {
    String evil = "<i>\"a\" & 'b'</i></script>";
    Report report =
        Report.of(evil, HISTORY, EVALUATION)
            .withSummary(Map.of(evil, evil))
            .withSettings(Map.of(evil, evil))
            .withGallery(new Gallery(List.of(sample(0, output(evil, 1))), List.of(), List.of()));

    String html = own(report);

    assertThat(html).doesNotContain("<i>").doesNotContain("\"a\"");
    assertThat(html).contains("<h1>&lt;i&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;");
    assertThat(count("</script>", html)).isEqualTo(3);
  }

  @Test
  void keepsTheOrderOfSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    List.of("zeta", "alpha", "momentum", "beta").forEach(name -> settings.put(name, "1"));

    String html = own(Report.of("t", HISTORY, EVALUATION).withSettings(settings));

    assertThat(html)
        .containsSubsequence("\">zeta</th>", "\">alpha</th>", "\">momentum</th>", "\">beta</th>");
  }

  @Test
  void givesEachTransformerItsColor() {
    Report report =
        full()
            .withGallery(
                new Gallery(
                    List.of(sample(0, output("left", 0.5f), output("right", 0.7f))),
                    List.of(),
                    List.of()));

    assertThat(own(report))
        .containsPattern("<svg class=\"key c0\"[^\n]*</svg>left</li>")
        .containsPattern("<svg class=\"key c1\"[^\n]*</svg>right</li>")
        .contains("outline c0", "outline c1")
        .contains("alt=\"What left passed on\"", "alt=\"What right passed on\"");
  }

  @Test
  void staysSmallWithManyImages() {
    GallerySample large =
        GallerySample.of(
            EVALUATION,
            0,
            noise(60, 60),
            List.of(new TransformerOutput("a", border(30), noise(28, 28))));
    Report report =
        full()
            .withGallery(
                new Gallery(
                    Collections.nCopies(24, large),
                    Collections.nCopies(12, large),
                    Collections.nCopies(12, large)));

    assertThat(html(report).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_500_000);
  }

  private static float[] border(int points) {
    float[] outline = new float[8 * points];
    for (int i = 0; i < outline.length; i++) {
      outline[i] = (float) Math.sin(i);
    }
    return outline;
  }

  @Nested
  class WhenPartsAreMissing {
    @Test
    void leavesOutWhatIsNotThere() {
      String html =
          html(Report.of("Plain", List.of(), new Evaluation(3, new int[0], new float[0])));

      assertThat(html)
          .doesNotContain("<canvas", "class=\"gallery\"", "class=\"heat\"", "class=\"settings\"")
          .contains("<dt>Test error</dt><dd><b>–</b><small>0 of 0 wrong</small>");
    }

    @Test
    void showsImagesWithoutTransformers() {
      String html =
          own(
              Report.of("Plain", HISTORY, EVALUATION)
                  .withGallery(new Gallery(List.of(sample(0)), List.of(), List.of())));

      assertThat(html)
          .contains(">Images</h2>", "viewBox=\"0 0 20 12\"")
          .doesNotContain("<polygon", "class=\"arrow\"", "class=\"keys\"", ">Best <");
    }

    @Test
    void saysWhereAnOutlineIsNotFinite() {
      String html =
          own(
              Report.of("Broken", HISTORY, EVALUATION)
                  .withGallery(
                      new Gallery(
                          List.of(sample(0, output("stn", Float.NaN))), List.of(), List.of())));

      assertThat(html)
          .contains("outline not finite")
          .doesNotContain("<polygon")
          .doesNotContain("NaN");
    }

    @Test
    void warnsOfImagesWithoutAPrediction() {
      Evaluation broken = new Evaluation(2, new int[] {0, 1}, new float[] {Float.NaN, 0, 0, 1});

      assertThat(own(Report.of("Broken", HISTORY, broken)))
          .contains("logits are not finite: 1.", "not all logits are finite");
    }
  }

  @Nested
  class WhenWritten {
    @TempDir Path folder;

    private List<Path> files() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files.toList();
      }
    }

    @Test
    void isUtf8AndLeavesNothingBeside() throws IOException {
      Path file = folder.resolve("report.html");

      new HtmlReport(full()).write(file);

      assertThat(Files.readString(file)).isEqualTo(html(full())).contains("✓");
      assertThat(files()).containsExactly(file);
    }

    @Test
    void replacesAnOlderPage() throws IOException {
      Path file = Files.writeString(folder.resolve("report.html"), "old");

      new HtmlReport(full()).write(file);

      assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>");
    }

    @Test
    void leavesEverythingAsItWasIfItCannotBeWritten() throws IOException {
      Path occupied = Files.createDirectory(folder.resolve("report.html"));
      Files.writeString(occupied.resolve("kept"), "kept");

      assertThatThrownBy(() -> new HtmlReport(full()).write(occupied))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(occupied + ": the report cannot be written");

      assertThat(files()).containsExactly(occupied);
      assertThat(occupied.resolve("kept")).hasContent("kept");
    }

    @Test
    void namesTheFileIfItsFolderIsMissing() {
      Path lost = folder.resolve("none").resolve("report.html");

      assertThatThrownBy(() -> new HtmlReport(full()).write(lost))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(lost + ": the report cannot be written");
    }
  }
}
