package org.stnjava.train.loop;

import org.stnjava.data.batch.Batch;
import org.stnjava.models.classifier.ImageShape;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * What is fed in one update, <b>to be closed</b>.
 *
 * @param pixels {@code [N, H, W, C]}
 * @param labels {@code [N · labels]}, image by image
 * @param rate the learning rate
 * @param step the update's number, from 1
 */
record StepFeed(TUint8 pixels, TInt32 labels, TFloat32 rate, TInt64 step) implements AutoCloseable {

  static final String IMAGES = "images";
  static final String LABELS = "labels";
  static final String RATE = "rate";
  static final String STEP = "step";

  static StepFeed of(Batch batch, ImageShape shape, double rate, long step) {
    return new StepFeed(
        pixels(batch.images(), batch.size(), shape),
        TInt32.vectorOf(batch.labels()),
        TFloat32.scalarOf((float) rate),
        TInt64.scalarOf(step));
  }

  /** Whether these tensors can hold as many images. */
  boolean fits(Batch batch) {
    return labels.shape().get(0) == batch.labels().length && pixels.shape().get(0) == batch.size();
  }

  /** Overwrites what is fed: making tensors anew takes longer than filling them. */
  void set(Batch batch, double learningRate, long number) {
    NdArrays.wrap(pixels.shape(), DataBuffers.of(batch.images())).copyTo(pixels);
    NdArrays.wrap(labels.shape(), DataBuffers.of(batch.labels())).copyTo(labels);
    rate.setFloat((float) learningRate);
    step.setLong(number);
  }

  static TUint8 pixels(byte[] bytes, int count, ImageShape shape) {
    return TUint8.tensorOf(
        Shape.of(count, shape.height(), shape.width(), shape.channels()), DataBuffers.of(bytes));
  }

  Session.Runner into(Session.Runner runner) {
    return runner.feed(IMAGES, pixels).feed(LABELS, labels).feed(RATE, rate).feed(STEP, step);
  }

  @Override
  public void close() {
    pixels.close();
    labels.close();
    rate.close();
    step.close();
  }
}
