package org.stnjava.train.objective;

import org.stnjava.models.classifier.Classification;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The mean softmax cross entropy of labels in their order. */
record CrossEntropy() implements Objective {

  @Override
  public Operand<TFloat32> loss(Ops tf, Classification outputs, Targets targets) {
    Operand<TFloat32> logits = rows(tf, outputs.logits());
    Operand<TFloat32> wanted = oneHot(tf, targets.labels(), logits);
    Operand<TFloat32> each = tf.nn.softmaxCrossEntropyWithLogits(logits, wanted).loss();
    Operand<TFloat32> mean = tf.math.mean(each, tf.constant(0));
    return hasWidth(logits) ? mean : tf.math.add(mean, guard(tf, targets.labels(), logits));
  }

  /** A row of logits a label, {@code [N · labels, classes]}. */
  static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> logits) {
    if (logits.shape().isUnknown() || logits.shape().numDimensions() == 2) {
      return logits;
    }
    return tf.reshape(logits, tf.constant(new long[] {-1, logits.shape().get(2)}));
  }

  /** 1 in the column of its class, {@code [N · labels, classes]}, as many as the rows have. */
  static Operand<TFloat32> oneHot(Ops tf, Operand<TInt32> labels, Operand<TFloat32> rows) {
    Operand<TInt32> classes =
        hasWidth(rows) ? tf.constant(Math.toIntExact(rows.shape().get(1))) : width(tf, rows);
    return tf.oneHot(labels, classes, tf.constant(1f), tf.constant(0f));
  }

  private static boolean hasWidth(Operand<TFloat32> rows) {
    return !rows.shape().isUnknown() && rows.shape().get(1) >= 0;
  }

  private static Operand<TInt32> width(Ops tf, Operand<TFloat32> rows) {
    return tf.gather(tf.shape(rows), tf.constant(1), tf.constant(0));
  }

  /** 0, or NaN where a label is not below the number of classes, which is known to a step only. */
  private static Operand<TFloat32> guard(Ops tf, Operand<TInt32> labels, Operand<TFloat32> rows) {
    Operand<TInt32> highest = tf.max(labels, tf.constant(0));
    var isBelow = tf.dtypes.cast(tf.math.less(highest, width(tf, rows)), TFloat32.class);
    return tf.math.div(tf.constant(0f), isBelow);
  }
}
