package org.stnjava.train.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.stnjava.train.metric.Evaluation;

/**
 * The confusion matrix, as the page shows it.
 *
 * @param classes the classes in order
 * @param rows one row a true class
 * @param confusions the most common confusions, most common first
 * @param undecided number of undecided labels in words, empty if there are none
 * @param counted what is counted: images, or labels where an image has several
 */
record ConfusionView(
    List<Integer> classes,
    List<Row> rows,
    List<Confusion> confusions,
    String undecided,
    String counted) {
  /** A matrix of more classes would be unreadable. */
  private static final int MOST_CLASSES = 40;

  private static final int MOST_CONFUSIONS = 8;

  /** Strongest color of a cell: above it, the count is hard to read. */
  private static final double STRONGEST = 0.62;

  private static final double WEAKEST = 0.08;

  /**
   * One true class.
   *
   * @param label the class
   * @param cells how often each class was predicted
   * @param images number of its images
   * @param error share of them that were classified wrongly
   */
  record Row(int label, List<Cell> cells, String images, String error) {}

  /**
   * How often one class was taken for one class.
   *
   * @param count the number, empty for 0
   * @param kind {@code hit} on the diagonal, {@code miss} beside it, {@code none} for 0
   * @param heat opacity of the color
   */
  record Cell(String count, String kind, String heat) {}

  /**
   * One class taken for another.
   *
   * @param label the true class
   * @param predicted the predicted class
   * @param count how often
   * @param share share of the images of that class
   * @param bar length of the bar, in percent of the longest
   */
  record Confusion(int label, int predicted, String count, String share, String bar) {}

  static ConfusionView of(Evaluation evaluation) {
    int[][] counts = evaluation.confusion();
    int[] images = new int[evaluation.classes()];
    for (int label : evaluation.labels()) {
      images[label]++;
    }
    int undecided = evaluation.undecided();
    return new ConfusionView(
        IntStream.range(0, images.length).boxed().toList(),
        rows(counts, images),
        confusions(counts, images),
        undecided == 0 ? "" : DisplayFormat.count(undecided),
        evaluation.labelsPerImage() == 1 ? "Images" : "Labels");
  }

  /** Tells the template whether the matrix is small enough to be read. */
  boolean readable() {
    return classes.size() <= MOST_CLASSES;
  }

  /** Tells the template whether anything was confused. */
  boolean confused() {
    return !confusions.isEmpty();
  }

  private static List<Row> rows(int[][] counts, int[] images) {
    int mostHits = 1;
    int mostMisses = 1;
    for (int label = 0; label < counts.length; label++) {
      for (int predicted = 0; predicted < counts.length; predicted++) {
        if (label == predicted) {
          mostHits = Math.max(mostHits, counts[label][predicted]);
        } else {
          mostMisses = Math.max(mostMisses, counts[label][predicted]);
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      List<Cell> cells = new ArrayList<>();
      for (int predicted = 0; predicted < counts.length; predicted++) {
        boolean hit = label == predicted;
        cells.add(
            cell(counts[label][predicted], hit ? "hit" : "miss", hit ? mostHits : mostMisses));
      }
      double error = (double) (images[label] - counts[label][label]) / images[label];
      rows.add(
          new Row(label, cells, DisplayFormat.count(images[label]), DisplayFormat.percent(error)));
    }
    return rows;
  }

  private static Cell cell(int count, String kind, int most) {
    if (count == 0) {
      return new Cell("", "none", "0");
    }
    // The root keeps rare confusions visible beside common ones.
    double heat = WEAKEST + (STRONGEST - WEAKEST) * Math.sqrt((double) count / most);
    return new Cell(DisplayFormat.count(count), kind, String.format(Locale.ROOT, "%.2f", heat));
  }

  private static List<Confusion> confusions(int[][] counts, int[] images) {
    int classes = counts.length;
    List<int[]> cells =
        IntStream.range(0, classes * classes)
            .mapToObj(i -> new int[] {i / classes, i % classes, counts[i / classes][i % classes]})
            .filter(cell -> cell[0] != cell[1] && cell[2] > 0)
            .sorted(Comparator.comparingInt((int[] cell) -> cell[2]).reversed())
            .limit(MOST_CONFUSIONS)
            .toList();
    return cells.stream()
        .map(
            cell ->
                new Confusion(
                    cell[0],
                    cell[1],
                    DisplayFormat.count(cell[2]),
                    DisplayFormat.percent((double) cell[2] / images[cell[0]]),
                    String.valueOf(100 * cell[2] / cells.get(0)[2])))
        .toList();
  }
}
