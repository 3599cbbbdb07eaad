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
    return tf.math.mean(each, tf.constant(0));
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
    boolean isKnown = !rows.shape().isUnknown() && rows.shape().get(1) >= 0;
    Operand<TInt32> classes =
        isKnown
            ? tf.constant(Math.toIntExact(rows.shape().get(1)))
            : tf.gather(tf.shape(rows), tf.constant(1), tf.constant(0));
    return tf.oneHot(labels, classes, tf.constant(1f), tf.constant(0f));
  }
}
