package org.stnjava.train.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.stnjava.train.objective.TensorSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

class FeedBufferTest {

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session = new Session(graph);
  private final List<Operand<?>> fed = new ArrayList<>();
  private final TFloat32 rate = TFloat32.scalarOf(0.5f);
  private final TensorSpec images = TensorSpec.bytes("images", Shape.of(-1, 2, 3, 1));
  private final TensorSpec labels = TensorSpec.labels(2, OptionalInt.of(200));
  private final TensorSpec boxes = TensorSpec.floats("boxes", Shape.of(-1, 4));
  private final FeedBuffer buffer =
      new FeedBuffer(
          operand -> operand.op().name() + ":0",
          Map.of(images, placeholder("images", TUint8.class, Shape.of(-1, 2, 3, 1))),
          targets(),
          Map.of(placeholder("rate", TFloat32.class, Shape.scalar()), rate),
          this::updating);

  private Map<TensorSpec, Operand<?>> targets() {
    Map<TensorSpec, Operand<?>> targets = new LinkedHashMap<>();
    targets.put(labels, placeholder("labels", TInt32.class, Shape.of(-1)));
    targets.put(boxes, placeholder("boxes", TFloat32.class, Shape.of(-1, 4)));
    return targets;
  }

  private Operand<?> placeholder(String name, Class<? extends TType> type, Shape shape) {
    Operand<?> placeholder = tf.withName(name).placeholder(type, Placeholder.shape(shape));
    fed.add(tf.identity(placeholder));
    return placeholder;
  }

  @AfterEach
  void close() {
    buffer.close();
    rate.close();
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
    int[] classes = new int[size * 2];
    float[] corners = new float[size * 4];
    Arrays.setAll(classes, i -> value + i);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (value + i);
    }
    corners[0] = value;
    return new Batch(
        Map.of("images", NpyArray.ofBytes(pixels, NpyType.UINT8, size, 2, 3, 1)),
        Map.of("labels", NpyArray.of(classes, size, 2), "boxes", NpyArray.of(corners, size, 4)));
  }

  @Test
  void runsTheSameRunAgainWithOtherValues() {
    Session.Runner first = buffer.fill(batch(2, 1));
    first.run().close();
    rate.setFloat(0.25f);
    Session.Runner second = buffer.fill(batch(2, 100));

    assertThat(second).isSameAs(first);
    try (Result result = second.run()) {
      assertThat(((TUint8) result.get(0)).getByte(1, 1, 2, 0)).isEqualTo((byte) 111);
      assertThat(((TInt32) result.get(1)).getInt(3)).isEqualTo(103);
      assertThat(((TFloat32) result.get(2)).getFloat(0, 0)).isEqualTo(100);
      assertThat(((TFloat32) result.get(3)).getFloat()).isEqualTo(0.25f);
    }
  }

  @Test
  void takesOtherTensorsForBatchesOfAnotherSize() {
    buffer.fill(batch(2, 1));

    try (Result result = buffer.fill(batch(3, 5)).run()) {
      assertThat(((TInt32) result.get(1)).shape()).isEqualTo(Shape.of(6));
      assertThat(((TUint8) result.get(0)).getByte(2, 1, 2, 0)).isEqualTo((byte) 22);
    }
  }

  @Test
  void convertsIntegersToIntegersOnly() {
    NpyArray pixels = NpyArray.ofBytes(new byte[6], NpyType.UINT8, 1, 2, 3, 1);
    NpyArray corners = NpyArray.of(new double[] {1, 2, 3, 4}, 1, 4);
    Batch wide =
        new Batch(
            Map.of("images", pixels),
            Map.of("labels", NpyArray.of(new long[] {7, 8}, 1, 2), "boxes", corners));
    Batch whole =
        new Batch(
            Map.of("images", pixels),
            Map.of(
                "labels",
                NpyArray.of(new int[] {7, 8}, 1, 2),
                "boxes",
                NpyArray.of(new int[4], 1, 4)));

    try (Result result = buffer.fill(wide).run()) {
      assertThat(((TInt32) result.get(1)).getInt(1)).isEqualTo(8);
      assertThat(((TFloat32) result.get(2)).getFloat(0, 3)).isEqualTo(4);
    }
    assertThatThrownBy(() -> buffer.fill(whole))
        .hasMessage("target 'boxes': expected float32 [N, 4] but got int32 [1, 4]");
  }

  @Test
  void refusesBatchesThatLackAnArrayOrHoldAnother() {
    Batch batch = batch(1, 1);
    Batch less = new Batch(batch.inputs(), Map.of("labels", batch.target("labels")));
    Batch other = new Batch(Map.of("image", batch.input("images")), batch.targets());

    assertThatThrownBy(() -> buffer.fill(less))
        .hasMessage("targets: expected [labels, boxes] in a batch but got [labels]");
    assertThatThrownBy(() -> buffer.fill(other))
        .hasMessage("inputs: expected [images] in a batch but got [image]");
  }

  @Test
  void refusesArraysOfAnotherShapeAndClassesThatAreTooHigh() {
    assertThatThrownBy(() -> buffer.fill(batch(1, 199)))
        .hasMessage("target 'labels': expected classes from 0 to 199 but got 200 at index 1");
    Batch batch = batch(1, 1);
    Batch flat =
        new Batch(
            Map.of("images", NpyArray.ofBytes(new byte[6], NpyType.UINT8, 1, 6)), batch.targets());

    assertThatThrownBy(() -> buffer.fill(flat))
        .hasMessage("input 'images': expected uint8 [N, 2, 3, 1] but got uint8 [1, 6]");
  }

  @ParameterizedTest
  @ValueSource(classes = {TFloat16.class, TBfloat16.class})
  void feedsHalfPrecisionMoreThanOnce(Class<? extends TFloating> type) {
    Operand<?> place = tf.placeholder(type, Placeholder.shape(Shape.of(-1)));
    Operand<?> read = tf.dtypes.cast(place, TFloat32.class);
    TensorSpec spec = new TensorSpec("x", type, Shape.of(-1), OptionalInt.empty());
    try (FeedBuffer halves =
        new FeedBuffer(
            operand -> operand.op().name() + ":0",
            Map.of(spec, place),
            Map.of(),
            Map.of(),
            () -> session.runner().fetch(read))) {
      for (float value : new float[] {1, 2.5f}) {
        Batch batch = new Batch(Map.of("x", NpyArray.of(new float[] {value}, 1)), Map.of());
        try (Result result = halves.fill(batch).run()) {
          assertThat(((TFloat32) result.get(0)).getFloat(0)).isEqualTo(value);
        }
      }
    }
  }

  @Test
  void runsOnceMoreWhatWasFilledInLast() {
    Session.Runner kept = buffer.fill(batch(2, 1));

    Session.Runner again = buffer.again();

    assertThat(again).isNotSameAs(kept);
    try (Result result = again.run()) {
      assertThat(((TInt32) result.get(1)).getInt(0)).isEqualTo(1);
    }
  }
}
