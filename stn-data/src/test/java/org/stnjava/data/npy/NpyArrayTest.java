package org.stnjava.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NpyArrayTest {
  @Test
  void keepsItsOwnCopyOfTheValues() {
    float[] values = {1, 2, 3};
    NpyArray array = NpyArray.of(values, 1, 3);

    values[0] = 9;

    assertThat(array.floats()).containsExactly(1, 2, 3);
  }

  @Test
  void refusesValuesThatDoNotFillTheShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.of(new float[] {1f, 2f}, 2, 3))
        .withMessage("values: expected 6 for shape [2, 3] but got 2");
  }

  @Test
  void refusesNegativeSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.of(new float[] {1f, 2f, 3f}, -1, 3))
        .withMessage("shape: expected sizes of 0 or more but got [-1, 3]");
  }

  @Test
  void refusesMoreElementsThanALongCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.of(new float[0], 1L << 40, 1L << 40, 0))
        .withMessage(
            "shape: expected fewer than 2^63 elements but got [1099511627776, 1099511627776, 0]");
  }

  @Test
  void reshapesWithoutChangingTheOrder() {
    NpyArray array = NpyArray.of(new int[] {1, 2, 3, 4, 5, 6}, 2, 3).reshape(3, 1, 2);

    assertThat(array.shape()).containsExactly(3, 1, 2);
    assertThat(array.longs()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void refusesFloatsAsLongs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.of(new double[] {1.0}, 1).longs())
        .withMessage("expected integers or booleans but got float64");
  }

  @Test
  void refusesUnsignedLongsThatALongCannotHold() {
    NpyArray array = NpyArray.wrap(NpyBytes.bytes(0, 0, 0, 0, 0, 0, 0, 128), NpyType.UINT64, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(array::longs)
        .withMessage("expected integers up to 2^63 - 1 but got 9223372036854775808 at index 0");
  }

  @Test
  void refusesBytesOfAWiderType() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.ofBytes(new byte[2], NpyType.INT16, 1))
        .withMessage("type: expected bool, int8 or uint8 but got int16");
  }
}
