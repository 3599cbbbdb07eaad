package org.stnjava.ops.sample;

/** A row of an output's points, for loops in Java. */
final class LoopRow {

  /** Where the second row of a matrix of two rows and three columns begins. */
  private static final int SECOND_ROW = 3;

  /** Where the points are. */
  final LoopAxis x;

  final LoopAxis y;

  private final LoopJob job;
  private final float[] argument;
  private final float[] targetX;
  private final float[] targetY;

  LoopRow(LoopJob job) {
    this.job = job;
    this.x = new LoopAxis(job.width(), job.imageWidth(), job.edge(), job.coordinates());
    this.y = new LoopAxis(job.width(), job.imageHeight(), job.edge(), job.coordinates());
    this.argument = new float[job.argumentNumbers()];
    this.targetX = centers(job, job.width());
    this.targetY = centers(job, job.height());
  }

  private static float[] centers(LoopJob job, int size) {
    double[] numbers = job.coordinates().centers(size);
    float[] centers = new float[size];
    for (int i = 0; i < size; i++) {
      centers[i] = (float) numbers[i];
    }
    return centers;
  }

  /** Goes to the points of an image. */
  void enter(int image) {
    job.readArgument(image, argument);
  }

  /** Computes a row's points. */
  void place(int row) {
    if (job.hasMatrices()) {
      move(x.normalized, 0, targetY[row]);
      move(y.normalized, SECOND_ROW, targetY[row]);
    } else {
      take(row);
    }
    x.place();
    y.place();
  }

  /** One row of the matrix, times the target grid's points. */
  private void move(float[] into, int from, float targetRow) {
    float slope = argument[from];
    float start = argument[from + 1] * targetRow + argument[from + 2];
    for (int i = 0; i < into.length; i++) {
      into[i] = slope * targetX[i] + start;
    }
  }

  private void take(int row) {
    int from = 2 * row * job.width();
    for (int i = 0; i < x.normalized.length; i++) {
      x.normalized[i] = argument[from + 2 * i];
      y.normalized[i] = argument[from + 2 * i + 1];
    }
  }

  /** The sum of a gradient over the row, times the points' target coordinates. */
  double moment(float[] gradient) {
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      sum += gradient[i] * targetX[i];
    }
    return sum;
  }

  /** The row's target coordinate along y. */
  float target(int row) {
    return targetY[row];
  }
}
