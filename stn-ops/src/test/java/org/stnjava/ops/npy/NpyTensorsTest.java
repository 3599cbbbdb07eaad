package org.stnjava.ops.npy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class NpyTensorsTest {
  @Test
  void carriesFloatsThereAndBack() {
    NpyArray array = NpyArray.of(Shape.of(2, 3), 1f, -2f, 0.1f, 4f, Float.MAX_VALUE, 6f);

    try (TFloat32 tensor = NpyTensors.float32(array)) {
      assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(tensor.getFloat(1, 1)).isEqualTo(Float.MAX_VALUE);
      assertThat(NpyTensors.array(tensor).floats()).isEqualTo(array.floats());
    }
  }

  @Test
  void carriesDoublesThereAndBack() {
    NpyArray array = NpyArray.of(Shape.of(3, 2), 1, -2, 0.1, 4, Double.MIN_VALUE, 6);

    try (TFloat64 tensor = NpyTensors.float64(array)) {
      assertThat(tensor.getDouble(2, 0)).isEqualTo(Double.MIN_VALUE);
      assertThat(NpyTensors.array(tensor).doubles()).isEqualTo(array.doubles());
    }
  }

  @Test
  void convertsOtherTypes() {
    NpyArray array = NpyArray.ofBytes(Shape.of(1, 2), NpyType.UINT8, new byte[] {7, -1});

    try (TFloat32 floats = NpyTensors.float32(array);
        TFloat64 doubles = NpyTensors.float64(array)) {
      assertThat(NpyTensors.array(floats).floats()).containsExactly(7, 255);
      assertThat(NpyTensors.array(doubles).doubles()).containsExactly(7, 255);
    }
  }

  @Test
  void carriesNoElements() {
    NpyArray array = NpyArray.of(Shape.of(0, 3), new float[0]);

    try (TFloat32 tensor = NpyTensors.float32(array)) {
      assertThat(NpyTensors.array(tensor).shape()).isEqualTo(Shape.of(0, 3));
    }
  }
}
