package org.stnjava.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stnjava.data.batch.Batch;
import org.stnjava.models.classifier.ImageShape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

class FeedBufferTest {

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session = new Session(graph);
  private final List<Operand<?>> fed = new ArrayList<>();
  private final FeedBuffer buffer = new FeedBuffer(this::updating, new ImageShape(2, 3, 1));

  @BeforeEach
  void declareWhatIsFed() {
    placeholder(StepFeed.IMAGES, TUint8.class, Shape.of(-1, 2, 3, 1));
    placeholder(StepFeed.LABELS, TInt32.class, Shape.of(-1));
    placeholder(StepFeed.RATE, TFloat32.class, Shape.scalar());
    placeholder(StepFeed.STEP, TInt64.class, Shape.scalar());
  }

  private void placeholder(String name, Class<? extends TType> type, Shape shape) {
    fed.add(tf.identity(tf.withName(name).placeholder(type, Placeholder.shape(shape))));
  }

  @AfterEach
  void close() {
    buffer.close();
    session.close();
    graph.close();
  }

  private Session.Runner updating() {
    Session.Runner runner = session.runner();
    fed.forEach(runner::fetch);
    return runner;
  }

  private static Batch batch(int size, int value) {
    byte[] pixels = new byte[size * 6];
    int[] labels = new int[size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (value + i);
    }
    for (int i = 0; i < size; i++) {
      labels[i] = value + i;
    }
    return new Batch(2, 3, pixels, labels);
  }

  @Test
  void runsTheSameRunAnewWithOtherValues() {
    Session.Runner first = buffer.fill(batch(2, 1), 0.5, 7);
    first.run().close();
    Session.Runner second = buffer.fill(batch(2, 100), 0.25, 8);

    assertThat(second).isSameAs(first);
    try (Result result = second.run()) {
      assertThat(((TUint8) result.get(0)).getByte(1, 1, 2, 0)).isEqualTo((byte) 111);
      assertThat(((TInt32) result.get(1)).getInt(1)).isEqualTo(101);
      assertThat(((TFloat32) result.get(2)).getFloat()).isEqualTo(0.25f);
      assertThat(((TInt64) result.get(3)).getLong()).isEqualTo(8);
    }
  }

  @Test
  void takesOtherTensorsForBatchesOfAnotherSize() {
    buffer.fill(batch(2, 1), 0.5, 7);

    try (Result result = buffer.fill(batch(3, 5), 0.5, 8).run()) {
      assertThat(((TInt32) result.get(1)).shape()).isEqualTo(Shape.of(3));
      assertThat(((TUint8) result.get(0)).getByte(2, 1, 2, 0)).isEqualTo((byte) 22);
    }
  }

  @Test
  void runsOnceMoreWhatWasFilledInLast() {
    Session.Runner kept = buffer.fill(batch(2, 1), 0.5, 7);

    Session.Runner again = buffer.again();
    assertThat(again).isNotSameAs(kept);
    try (Result result = again.run()) {
      assertThat(((TInt64) result.get(3)).getLong()).isEqualTo(7);
    }
  }

  @Test
  void hasNothingToRunBeforeItIsFilled() {
    assertThatThrownBy(buffer::again).hasMessage("nothing filled in");
  }
}
