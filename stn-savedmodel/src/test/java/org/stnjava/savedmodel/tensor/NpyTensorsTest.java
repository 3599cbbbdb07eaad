package org.stnjava.savedmodel.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

class NpyTensorsTest {
  @Test
  void carriesFloatsThereAndBack() {
    NpyArray array = NpyArray.of(new float[] {1f, -2f, 0.1f, 4f, Float.MAX_VALUE, 6f}, 2, 3);

    try (TFloat32 tensor = NpyTensors.float32(array)) {
      assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(tensor.getFloat(1, 1)).isEqualTo(Float.MAX_VALUE);
      assertThat(NpyTensors.array(tensor).floats()).isEqualTo(array.floats());
    }
  }

  @Test
  void carriesDoublesThereAndBack() {
    NpyArray array = NpyArray.of(new double[] {1, -2, 0.1, 4, Double.MIN_VALUE, 6}, 3, 2);

    try (TFloat64 tensor = NpyTensors.float64(array)) {
      assertThat(tensor.getDouble(2, 0)).isEqualTo(Double.MIN_VALUE);
      assertThat(NpyTensors.array(tensor).doubles()).isEqualTo(array.doubles());
    }
  }

  @Test
  void convertsOtherTypes() {
    NpyArray array = NpyArray.ofBytes(new byte[] {7, -1}, NpyType.UINT8, 1, 2);

    try (TFloat32 floats = NpyTensors.float32(array);
        TFloat64 doubles = NpyTensors.float64(array)) {
      assertThat(NpyTensors.array(floats).floats()).containsExactly(7, 255);
      assertThat(NpyTensors.array(doubles).doubles()).containsExactly(7, 255);
    }
  }

  @Test
  void carriesNoElements() {
    NpyArray array = NpyArray.of(new float[0], 0, 3);

    try (TFloat32 tensor = NpyTensors.float32(array)) {
      assertThat(NpyTensors.array(tensor).shape()).containsExactly(0, 3);
    }
  }

  @Test
  void carriesEveryTypeThereAndBack() {
    NpyArray bytes = NpyArray.ofBytes(new byte[] {0, 7, -1}, NpyType.UINT8, 1, 3);

    for (Class<? extends TType> type :
        List.of(TInt32.class, TInt64.class, TUint8.class, TUint16.class, TFloat16.class)) {
      try (Tensor tensor = NpyTensors.tensor(bytes, type)) {
        assertThat(type.isInstance(tensor)).isTrue();
        assertThat(NpyTensors.array(tensor).doubles()).containsExactly(0, 7, 255);
      }
    }
  }

  @Test
  void carriesHalfPrecisionThereAndBack() {
    NpyArray array = NpyArray.of(new float[] {0.1f, -65504, 1e-7f}, 3, 1);

    try (Tensor rounded = NpyTensors.tensor(array, TFloat16.class)) {
      NpyArray half = NpyTensors.array(rounded);

      assertThat(half).hasToString("float16 [3, 1]");
      assertThat(half.floats()).containsExactly(0.099975586f, -65504, 0x1p-23f);
      try (Tensor again = NpyTensors.tensor(half, TFloat16.class);
          Tensor wide = NpyTensors.tensor(half, TFloat64.class)) {
        assertThat(NpyTensors.array(again).bytes()).isEqualTo(half.bytes());
        assertThat(NpyTensors.array(wide).doubles()).isEqualTo(half.doubles());
      }
    }
  }

  @Test
  void widensHalfPrecisionThatNumPyDoesNotHave() {
    NpyArray array = NpyArray.of(new double[] {0.5, -3}, 2, 1);

    try (Tensor tensor = NpyTensors.tensor(array, TBfloat16.class)) {
      assertThat(NpyTensors.array(tensor)).hasToString("float32 [2, 1]");
      assertThat(NpyTensors.array(tensor).floats()).containsExactly(0.5f, -3);
    }
  }

  @Test
  void carriesBooleans() {
    NpyArray array = NpyArray.ofBytes(new byte[] {1, 0}, NpyType.BOOL, 2);

    try (Tensor tensor = NpyTensors.tensor(array, TBool.class)) {
      assertThat(((TBool) tensor).getBoolean(0)).isTrue();
      assertThat(NpyTensors.array(tensor)).hasToString("bool [2]");
    }
  }

  @Test
  void refusesWhatATypeCannotHold() {
    NpyArray large = NpyArray.of(new long[] {1L, 1L << 40}, 2);
    NpyArray fraction = NpyArray.of(new float[] {0.5f}, 1, 1);

    assertThatThrownBy(() -> NpyTensors.tensor(large, TInt32.class))
        .hasMessage("expected values of int32 but got 1099511627776 at index 1");
    assertThatThrownBy(() -> NpyTensors.tensor(fraction, TInt64.class))
        .hasMessage("expected int64 but got float32 [1, 1]");
    assertThatThrownBy(() -> NpyTensors.tensor(large, TBool.class))
        .hasMessage("expected bool but got int64 [2]");
    assertThatThrownBy(() -> NpyTensors.tensor(large, TString.class))
        .hasMessage("expected a type of numbers or booleans but got TString");
  }

  @Test
  void refusesStrings() {
    try (TString strings = TString.scalarOf("a")) {
      assertThatThrownBy(() -> NpyTensors.array(strings))
          .hasMessage("tensor: expected numbers or booleans but got DT_STRING");
    }
  }
}
