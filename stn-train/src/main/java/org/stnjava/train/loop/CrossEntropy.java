package org.stnjava.train.loop;

import org.stnjava.models.classifier.Classification;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The mean cross entropy between labels and softmaxes. */
record CrossEntropy() implements Objective {

  @Override
  public Operand<TFloat32> loss(Ops tf, Classification trained, Operand<TInt32> labels) {
    Operand<TFloat32> logits = rows(tf, trained.logits());
    Operand<TFloat32> targets = targets(tf, labels, logits.shape().get(1));
    Operand<TFloat32> each = tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss();
    return tf.math.mean(each, tf.constant(0));
  }

  /** A row of logits a label, {@code [N · labels, classes]}. */
  static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> logits) {
    if (logits.shape().numDimensions() == 2) {
      return logits;
    }
    return tf.reshape(logits, tf.constant(new long[] {-1, logits.shape().get(2)}));
  }

  /** 1 in the column of its class, {@code [N · labels, classes]}. */
  static Operand<TFloat32> targets(Ops tf, Operand<TInt32> labels, long classes) {
    return tf.oneHot(
        labels, tf.constant(Math.toIntExact(classes)), tf.constant(1f), tf.constant(0f));
  }
}
