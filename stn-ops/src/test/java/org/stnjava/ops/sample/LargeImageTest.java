package org.stnjava.ops.sample;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An image whose bytes are more than an int counts. */
class LargeImageTest {

  private static final int HEIGHT = 700;
  private static final int WIDTH = 800;
  private static final int CHANNELS = 1000;

  /** Each pixel holds its number in all channels: 2.2 GB, made when the graph runs. */
  private static Operand<TFloat32> numbered(Ops tf, Operand<TFloat32> firstPixel) {
    Operand<TFloat32> numbers =
        tf.dtypes.cast(
            tf.range(tf.constant(0), tf.constant(HEIGHT * WIDTH), tf.constant(1)), TFloat32.class);
    Operand<TFloat32> plane =
        tf.reshape(tf.math.add(numbers, firstPixel), tf.constant(new int[] {1, HEIGHT, WIDTH, 1}));
    return tf.broadcastTo(plane, tf.constant(new int[] {1, HEIGHT, WIDTH, CHANNELS}));
  }

  @Test
  @Tag("slow")
  void isReadToItsEnd() {
    double last = HEIGHT * WIDTH - 1;
    double right = (2.0 * (WIDTH - 1) + 1) / WIDTH - 1;
    double bottom = (2.0 * (HEIGHT - 1) + 1) / HEIGHT - 1;
    Value grid =
        Value.of(new double[] {right, bottom, right - 1.0 / WIDTH, bottom, -right, 0}, 1, 1, 3, 2);

    Value v =
        new Evaluation<>(
                TFloat32.class,
                (tf, in) ->
                    tf.math.mean(
                        Sampler.bilinear().sample(tf, numbered(tf, in.get(0)), in.get(1)),
                        tf.constant(3)))
            .inGraph(Value.of(new double[1], 1), grid);

    double middle = (HEIGHT / 2 - 0.5) * WIDTH;
    // Single precision holds these numbers to 1/16; a neighboring pixel would be off by 1/2.
    v.mustEqual(Value.of(new double[] {last, last - 0.5, middle}, 1, 1, 3), new Tolerance(0.4, 0));
  }
}
