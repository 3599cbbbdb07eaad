package org.stnjava.train.report;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.stnjava.train.metric.Evaluation;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.report.AngleFit.AnglePair;
import org.stnjava.train.report.GallerySample.TransformerOutput;
import org.stnjava.train.report.Report.Gallery;

/** A small report with all its parts: three images, of which the middle one is wrong. */
final class SmallReport {
  static final Evaluation EVALUATION =
      new Evaluation(3, new int[] {0, 2, 2}, new float[] {9, 0, 0, 9, 0, 0, 0, 0, 9});
  static final List<MetricRow> HISTORY =
      List.of(
          new MetricRow(100, 1, 0.5, 0.4, 0.25, 0.01),
          new MetricRow(1200, 2, 0.3, 0.2, 0.125, 0.001));

  static ReportImage noise(int height, int width) {
    Random random = new Random(height * 1000L + width);
    float[] gray = new float[height * width];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = random.nextFloat();
    }
    return new ReportImage(height, width, gray);
  }

  static TransformerOutput output(String name, float reach) {
    float[] outline = {-reach, -0.5f, 0.5f, -0.5f, reach, 0.5f, -0.5f, 0.5f};
    return new TransformerOutput(name, outline, noise(7, 5));
  }

  static GallerySample sample(int i, TransformerOutput... transformers) {
    return GallerySample.of(EVALUATION, i, noise(12, 20), List.of(transformers));
  }

  static Report full() {
    return Report.of("Rotated digits", HISTORY, EVALUATION)
        .withSummary(Map.of("Parameters", "402,534"))
        .withSettings(Map.of("seed", "42"))
        .withGallery(
            new Gallery(
                List.of(sample(0, output("affine", 0.8f))),
                List.of(sample(2, output("affine", 1.1f))),
                List.of(sample(1, output("affine", 0.9f)))))
        .withAngles(List.of(new AnglePair(-30, 31), new AnglePair(20, -19), new AnglePair(5, -4)));
  }

  private SmallReport() {}
}
