package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stnjava.train.report.SmallReport.EVALUATION;
import static org.stnjava.train.report.SmallReport.HISTORY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.train.metric.Box;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.Localization;
import org.stnjava.train.report.GallerySample.TransformerOutput;
import org.stnjava.train.report.Report.Gallery;

class SeveralTransformersTest {
  private static final List<Box> OBJECTS = List.of(new Box(11, 2, 19, 10), new Box(0, 3, 8, 11));

  private static TransformerOutput reading(String name, float left, float right) {
    float[] outline = {left, -0.7f, right, -0.7f, right, 0.7f, left, 0.7f};
    return new TransformerOutput(name, outline, SmallReport.noise(7, 5));
  }

  private static GallerySample sample(int i) {
    return SmallReport.sample(i, reading("st0", -1, -0.2f), reading("st1", 0.1f, 0.9f))
        .withObjects(OBJECTS);
  }

  private static Report report() {
    List<GallerySample> samples = List.of(sample(0), sample(1), sample(2));
    TrainingAnimation film =
        new TrainingAnimation(
            samples.stream().map(GallerySample::input).toList(),
            List.of(
                new TrainingAnimation.Frame(
                    5,
                    samples.stream()
                        .map(
                            s -> s.transformers().stream().map(TransformerOutput::outline).toList())
                        .toList())));
    return Report.of("Two digits", HISTORY, EVALUATION)
        .withGallery(new Gallery(samples, List.of(), List.of()))
        .withLocalization(new Localization(samples.stream().map(GallerySample::takes).toList()))
        .withAnimation(film);
  }

  private static String own(Report report) {
    String html = new HtmlReport(report).html();
    return html.substring(0, html.indexOf("<script id=\"chart-library\">"));
  }

  @Test
  void giveEachItsColorInTheLegendAndTheDrawings() {
    String html = own(report());

    assertThat(html).contains(".c0 { --mark: #e69f00; --dash: none; }", ".c1 { --mark: #56b4e9;");
    assertThat(html).containsPattern("class=\"key c0\"[^\n]*st0</li><li><svg class=\"key c1\"");
    assertThat(html).contains("<polygon class=\"outline c1\" points=\"11,1.80 19,1.80 19,10.20");
  }

  @Test
  void tellWhichObjectEachTook() {
    String html = own(report());

    assertThat(html)
        .contains("<rect class=\"object\" x=\"11\" y=\"2\" width=\"8\" height=\"8\">")
        .contains("<text x=\"8\" y=\"11\">2</text>");
    assertThat(html)
        .contains("<span class=\"took\">object 2, IoU\u00a00.78</span>")
        .contains("<span class=\"took\">object 1, IoU\u00a00.95</span>");
  }

  @Test
  void haveATableOfTheirObjectsWithHistograms() {
    String html = own(report());

    assertThat(html)
        .contains("In 100% of 3 images every transformer finds an object of its own.")
        .containsPattern("st0</th><td>0\\.783</td><td>100%</td><td>0%</td><td>100%</td><td>0%<")
        .contains("title=\"0.7 to 0.8: 3 images\"><span style=\"height:100%\">")
        .contains("<span class=\"miss\" title=\"0.4 to 0.5: 0 images\">");
  }

  @Test
  void haveTheirOutputsBelowTheInputIfTheyAreMoreThanTwo() {
    GallerySample three =
        SmallReport.sample(
            0, reading("st0", -1, 0), reading("st1", 0, 1), reading("st2", -0.5f, 0.5f));

    assertThat(own(report().withGallery(new Gallery(List.of(three), List.of(), List.of()))))
        .contains("<div class=\"flow many\">");
    assertThat(own(report())).contains("<div class=\"flow\">").doesNotContain("flow many\">");
  }

  @Test
  void areFilmed() {
    assertThat(own(report())).contains("<img class=\"film\" src=\"data:image/gif;base64,R0lGODlh");
  }

  @Test
  void areNeitherLocatedNorFilmedWhereNothingIsKnown() {
    assertThat(own(SmallReport.full()))
        .doesNotContain("<table class=\"takes\">", "class=\"took\"", "<img class=\"film\"");
  }

  @Test
  void areJudgedByAllThatTheyRead() {
    Evaluation pairs =
        new Evaluation(
            3, 2, new int[] {0, 2, 2, 1}, new float[] {9, 0, 0, 9, 0, 0, 0, 0, 9, 0, 9, 0});
    List<GallerySample> samples =
        List.of(
            GallerySample.of(pairs, 0, SmallReport.noise(12, 20), List.of()),
            GallerySample.of(pairs, 1, SmallReport.noise(12, 20), List.of()));

    String html =
        own(
            Report.of("Two digits", HISTORY, pairs)
                .withGallery(new Gallery(samples, List.of(), List.of())));

    assertThat(html)
        .contains("<dt>Test error</dt><dd><b>50.0%</b><small>1 of 2 wrong</small>")
        .contains("<dt>Label error</dt><dd><b>25.0%</b><small>1 of 4 wrong, 2 an image</small>")
        .contains("✗</span> says <b>0 0</b>, is <b>0 2</b>", "✓</span> <b>2 1</b>")
        .contains("class=\"sum\">Labels</th>", "aria-label=\"Image of class 0 and 2\"");
  }
}
