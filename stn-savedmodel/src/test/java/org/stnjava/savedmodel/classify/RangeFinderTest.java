package org.stnjava.savedmodel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class RangeFinderTest {

  private static final TensorDescription IMAGE =
      new TensorDescription("image", "image:0", "float32", List.of(-1L, 6L, 8L, 1L));

  private static Optional<String> range(
      BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> network) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> image =
          tf.withName("image")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 6, 8, 1)));
      return range(graph, network.apply(tf, image));
    }
  }

  private static Optional<String> range(Graph graph, Operand<TFloat32> output) {
    Ops.create(graph).withName("scores").identity(output);
    TensorDescription scores =
        new TensorDescription("scores", "scores:0", "float32", List.of(-1L, 3L));
    SignatureDescription signature =
        new SignatureDescription(
            "serving_default", "", List.of(IMAGE), List.of(scores), Map.of(), List.of());
    return RangeFinder.find(graph.toGraphDef(), signature, IMAGE)
        .map(InputRange::scaling)
        .map(PixelScaling::toString);
  }

  private static Operand<TFloat32> network(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(tf.nn.relu(x), tf.array(1, 2));
  }

  private static Operand<TFloat32> number(Ops tf, float value) {
    return tf.constant(value);
  }

  @Test
  void isOfBytesWhereTheyAreMultipliedOrDividedToOne() {
    assertThat(range((tf, x) -> network(tf, tf.math.mul(x, number(tf, 1 / 255f)))))
        .contains("0..255");
    assertThat(range((tf, x) -> network(tf, tf.math.mul(number(tf, 1 / 255f), x))))
        .contains("0..255");
    assertThat(range((tf, x) -> network(tf, tf.math.div(x, number(tf, 255))))).contains("0..255");
    assertThat(range((tf, x) -> network(tf, tf.math.div(x, number(tf, 256))))).contains("0..255");
  }

  @Test
  void isOfBytesWhereTheyBecomeSigned() {
    assertThat(
            range(
                (tf, x) ->
                    network(tf, tf.math.sub(tf.math.div(x, number(tf, 127.5f)), number(tf, 1)))))
        .contains("0..255");
    assertThat(
            range(
                (tf, x) ->
                    network(tf, tf.math.add(tf.math.mul(x, number(tf, 1 / 127f)), number(tf, -1)))))
        .contains("0..255");
    assertThat(
            range(
                (tf, x) ->
                    network(
                        tf, tf.math.div(tf.math.sub(x, number(tf, 127.5f)), number(tf, 127.5f)))))
        .contains("0..255");
  }

  @Test
  void isOfUnitOrSignedValuesWhereThoseAreMoved() {
    assertThat(
            range(
                (tf, x) -> network(tf, tf.math.sub(tf.math.mul(x, number(tf, 2)), number(tf, 1)))))
        .contains("0..1");
    assertThat(range((tf, x) -> network(tf, tf.math.mul(x, number(tf, 255))))).contains("0..1");
    assertThat(
            range(
                (tf, x) ->
                    network(tf, tf.math.mul(tf.math.add(x, number(tf, 1)), number(tf, 127.5f)))))
        .contains("-1..1");
  }

  @Test
  void isOpenWhereAFactorFitsUnitAndSignedValues() {
    assertThat(range((tf, x) -> network(tf, tf.math.mul(x, number(tf, 0.5f))))).isEmpty();
    assertThat(range((tf, x) -> network(tf, tf.math.mul(x, number(tf, 127.5f))))).isEmpty();
  }

  @Test
  void isFoundBehindCastsReshapesResizingAndComputedConstants() {
    assertThat(
            range(
                (tf, x) ->
                    network(
                        tf,
                        tf.math.mul(
                            tf.reshape(
                                tf.image.resizeBilinear(tf.identity(x), tf.array(3, 4)),
                                tf.array(-1, 4, 3, 1)),
                            tf.math.div(
                                number(tf, 1), tf.dtypes.cast(tf.constant(255), TFloat32.class))))))
        .contains("0..255");
    assertThat(
            range(
                (tf, x) ->
                    network(tf, tf.math.div(x, tf.fill(tf.array(1, 1, 1, 1), number(tf, 255))))))
        .contains("0..255");
  }

  @Test
  void isUnknownWithoutArithmeticOrWithOtherNumbers() {
    assertThat(range(RangeFinderTest::network)).isEmpty();
    assertThat(range((tf, x) -> network(tf, tf.math.mul(x, number(tf, 3))))).isEmpty();
    assertThat(range((tf, x) -> network(tf, tf.math.mul(x, x)))).isEmpty();
    assertThat(
            range(
                (tf, x) ->
                    network(
                        tf,
                        tf.math.div(
                            x,
                            tf.reshape(
                                tf.array(255f, 255f, 255f, 255f, 255f, 255f, 255f, 1f),
                                tf.array(1, 1, 8, 1))))))
        .isEmpty();
  }

  @Test
  void isUnknownWhereTheFactorIsNoConstant() {
    assertThat(
            range(
                (tf, x) ->
                    network(
                        tf,
                        tf.math.mul(
                            x, tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()))))))
        .isEmpty();
  }

  @Test
  void isUnknownWhereWaysDisagree() {
    assertThat(
            range(
                (tf, x) ->
                    tf.math.add(network(tf, tf.math.div(x, number(tf, 255))), network(tf, x))))
        .isEmpty();
    assertThat(
            range(
                (tf, x) ->
                    tf.math.add(
                        network(tf, tf.math.div(x, number(tf, 255))),
                        network(tf, tf.math.div(x, number(tf, 127.5f))))))
        .isEmpty();
  }

  @Test
  void isFoundWhereWaysAgreeAndShapesAreRead() {
    assertThat(
            range(
                (tf, x) ->
                    tf.math.add(
                        network(tf, tf.math.div(x, number(tf, 255))),
                        network(
                            tf, tf.reshape(tf.math.mul(x, number(tf, 1 / 255f)), tf.shape(x))))))
        .contains("0..255");
  }

  @Test
  void isOfBytesWhereTheInputIsOfBytesAndNothingIsTold() {
    assertThat(ImageValues.usual("uint8")).isEqualTo(PixelScaling.BYTES);
    assertThat(ImageValues.usual("int32")).isEqualTo(PixelScaling.BYTES);
    assertThat(ImageValues.usual("float16")).isEqualTo(PixelScaling.UNIT);
    assertThat(ImageValues.holds("uint8", PixelScaling.BYTES)).isTrue();
    assertThat(ImageValues.holds("uint8", PixelScaling.UNIT)).isFalse();
    assertThat(ImageValues.holds("float16", PixelScaling.UNIT)).isTrue();
  }
}
