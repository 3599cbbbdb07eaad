package org.stnjava.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class NpyArrayTest {
  @Test
  void keepsItsOwnCopyOfTheValues() {
    float[] values = {1, 2, 3};
    NpyArray array = NpyArray.of(Shape.of(1, 3), values);

    values[0] = 9;

    assertThat(array.floats()).containsExactly(1, 2, 3);
  }

  @Test
  void refusesValuesThatDoNotFillTheShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.of(Shape.of(2, 3), 1f, 2f))
        .withMessage("values: expected 6 for shape [2, 3] but got 2");
  }

  @Test
  void refusesUnknownSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.of(Shape.of(-1, 3), 1f, 2f, 3f))
        .withMessage("shape: expected known sizes but got [-1, 3]");
  }

  @Test
  void reshapesWithoutChangingTheOrder() {
    NpyArray array = NpyArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6).reshape(Shape.of(3, 1, 2));

    assertThat(array.shape()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(array.longs()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void refusesFloatsAsLongs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.of(Shape.of(1), 1.0).longs())
        .withMessage("expected integers or booleans but got float64");
  }

  @Test
  void refusesUnsignedLongsThatALongCannotHold() {
    NpyArray array =
        new NpyArray(Shape.of(1), NpyType.UINT64, NpyBytes.bytes(0, 0, 0, 0, 0, 0, 0, 128));

    assertThatIllegalArgumentException()
        .isThrownBy(array::longs)
        .withMessage("expected integers up to 2^63 - 1 but got 9223372036854775808 at index 0");
  }

  @Test
  void refusesBytesOfAWiderType() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.ofBytes(Shape.of(1), NpyType.INT16, new byte[2]))
        .withMessage("type: expected bool, int8 or uint8 but got int16");
  }
}
