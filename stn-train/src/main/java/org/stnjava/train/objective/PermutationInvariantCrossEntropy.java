package org.stnjava.train.objective;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stnjava.models.classifier.Classification;
import org.stnjava.train.metric.Evaluation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The mean cross entropy in the order of each image's labels that has the lowest loss.
 *
 * <p>One product of matrices in the graph computes all orders: the loss of each output with each
 * label, times which of these each order adds up.
 */
record PermutationInvariantCrossEntropy() implements Objective {

  /** Six labels have 720 orders, and each more multiplies them. */
  static final int MOST = 6;

  @Override
  public Operand<TFloat32> loss(Ops tf, Classification outputs, Targets targets) {
    Shape shape = outputs.logits().shape();
    if (shape.numDimensions() == 2) {
      return Objective.crossEntropy().loss(tf, outputs, targets);
    }
    int count = Math.toIntExact(shape.get(1));
    List<int[]> orders = orders(count);
    Operand<TFloat32> costs =
        tf.reshape(
            costs(tf, outputs.logits(), targets.labels()),
            tf.constant(new int[] {-1, count * count}));
    Operand<TFloat32> sums = tf.linalg.matMul(costs, tf.constant(choices(orders, count)));
    Operand<TFloat32> least = tf.min(sums, tf.constant(1));
    return tf.math.div(tf.math.mean(least, tf.constant(0)), tf.constant((float) count));
  }

  /** The cross entropy of each output with each label, {@code [N, outputs, labels]}. */
  private static Operand<TFloat32> costs(Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels) {
    Shape shape = logits.shape();
    var size = tf.constant(new long[] {-1, shape.get(1), shape.get(2)});
    Operand<TFloat32> rows = CrossEntropy.rows(tf, logits);
    Operand<TFloat32> logarithms = tf.reshape(tf.nn.logSoftmax(rows), size);
    Operand<TFloat32> targets = tf.reshape(CrossEntropy.oneHot(tf, labels, rows), size);
    return tf.math.neg(
        tf.train.batchMatMul(logarithms, targets, TFloat32.class, BatchMatMul.adjY(true)));
  }

  /** {@code [outputs · labels, orders]}: 1 where an order gives an output a label. */
  private static float[][] choices(List<int[]> orders, int count) {
    float[][] choices = new float[count * count][orders.size()];
    for (int order = 0; order < orders.size(); order++) {
      for (int output = 0; output < count; output++) {
        choices[output * count + orders.get(order)[output]][order] = 1;
      }
    }
    return choices;
  }

  @Override
  public Evaluation judge(Evaluation evaluation) {
    int count = evaluation.labelsPerImage();
    List<int[]> orders = orders(count);
    int[] given = new int[evaluation.labels().length];
    for (int first = 0; first < given.length; first += count) {
      int[] order = cheapest(evaluation, first, orders);
      for (int output = 0; output < count; output++) {
        given[first + output] = evaluation.labels()[first + order[output]];
      }
    }
    return evaluation.withLabels(given);
  }

  /** The first of the cheapest orders; the order of the set if an output is undecided. */
  private static int[] cheapest(Evaluation evaluation, int first, List<int[]> orders) {
    int count = evaluation.labelsPerImage();
    double[][] costs = new double[count][count];
    for (int output = 0; output < count; output++) {
      for (int label = 0; label < count; label++) {
        costs[output][label] = evaluation.loss(first + output, evaluation.labels()[first + label]);
      }
    }
    return orders.stream()
        .min(Comparator.comparingDouble(order -> cost(order, costs)))
        .orElseThrow();
  }

  private static double cost(int[] order, double[][] costs) {
    double sum = 0;
    for (int output = 0; output < order.length; output++) {
      sum += costs[output][order[output]];
    }
    return sum;
  }

  /** All orders of the numbers below a count, the rising one first. */
  static List<int[]> orders(int count) {
    if (count > MOST) {
      throw new IllegalArgumentException(
          "labels: expected at most %d an image in any order but got %d".formatted(MOST, count));
    }
    List<int[]> orders = new ArrayList<>();
    extend(new int[count], 0, orders);
    return orders;
  }

  private static void extend(int[] order, int length, List<int[]> orders) {
    if (length == order.length) {
      orders.add(order.clone());
      return;
    }
    for (int next = 0; next < order.length; next++) {
      if (!contains(order, length, next)) {
        order[length] = next;
        extend(order, length + 1, orders);
      }
    }
  }

  private static boolean contains(int[] order, int length, int number) {
    for (int i = 0; i < length; i++) {
      if (order[i] == number) {
        return true;
      }
    }
    return false;
  }
}
