package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Cells on their way into tensors and out of them. */
class SampleReaderTest {

  private static TensorDescription output(String dtype, Long... shape) {
    return new TensorDescription("y", "y:0", dtype, List.of(shape));
  }

  @Test
  void findsTheOneOpenSizeOfAnArray() {
    NumberReader cells = new NumberReader(new InputSpec("float32", List.of(2L, -1L, 3L), false));

    assertThat(cells.read(Vectors.zeros(24)).sizes()).containsExactly(2L, 4L, 3L);
    assertThatThrownBy(() -> cells.read(Vectors.zeros(25)))
        .hasMessage("expected float32 [2, -1, 3] but got 25 numbers");
    assertThat(NumberReader.fits(new InputSpec("float32", List.of(-1L, -1L), false))).isFalse();
  }

  @Test
  void takesWholeLevelsOnlyForBytes() {
    NumberReader cells = new NumberReader(new InputSpec("uint8", List.of(2L), false));

    try (Tensor tensor =
        BatchTensor.of(
            List.of(cells.read(Vectors.dense(0, 255)), cells.read(Vectors.dense(7, 9))),
            output("uint8", -1L, 2L))) {
      assertThat(tensor.shape()).isEqualTo(Shape.of(2, 2));
      assertThat(((TUint8) tensor).getByte(0, 1)).isEqualTo((byte) 255);
      assertThat(((TUint8) tensor).getByte(1, 0)).isEqualTo((byte) 7);
    }
    assertThatThrownBy(() -> cells.read(Vectors.dense(0, 0.5)))
        .hasMessage("expected whole numbers from 0 to 255 but element 1 is 0.5");
  }

  @Test
  void giveTheFirstOfTheHighestScores() {
    ClassConverter cells = ClassConverter.of(output("float32", -1L, 3L));
    float[] scores = {0, 2, 2, Float.NaN, -5, -6};

    try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(2, 3), DataBuffers.of(scores))) {
      assertThat(cells.take(tensor, 2)).containsExactly(1.0, 1.0);
    }
  }

  @Test
  void giveAClassForEachLabel() {
    ClassConverter cells = ClassConverter.of(output("float32", -1L, 2L, 3L));
    float[] scores = {0, 1, 0, 9, 8, 7};

    try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(1, 2, 3), DataBuffers.of(scores))) {
      assertThat((double[]) cells.take(tensor, 1)[0]).containsExactly(1, 0);
    }
  }

  @Test
  void giveValuesOfEveryType() {
    try (TFloat64 doubles = TFloat64.vectorOf(0.5, 1.5);
        TInt32 ints = TInt32.tensorOf(StdArrays.ndCopyOf(new int[][] {{1, 2}, {3, 4}}));
        TBool booleans = TBool.vectorOf(true, false)) {
      assertThat(ValueConverter.of(output("float64", -1L)).take(doubles, 2))
          .containsExactly(0.5, 1.5);
      assertThat(ValueConverter.of(output("int32", -1L, 2L)).take(ints, 2))
          .containsExactly(new Object[] {1L, 2L}, new Object[] {3L, 4L});
      assertThat(ValueConverter.of(output("bool", -1L)).take(booleans, 2))
          .containsExactly(true, false);
    }
    assertThatThrownBy(() -> ValueConverter.of(output("float32")))
        .hasMessage(
            "outputs: expected numbers, booleans or strings for each image but y is float32 []");
    assertThatThrownBy(() -> ValueConverter.of(output("complex64", -1L)))
        .hasMessageStartingWith("outputs: expected numbers");
  }

  @Test
  void useOneThreadATaskUnlessTasksHaveMoreCores() {
    assertThat(ExecutorModels.threads(new SparkConf(false), 8)).isEqualTo(1);
    assertThat(ExecutorModels.threads(new SparkConf(false).set("spark.task.cpus", "2"), 8))
        .isEqualTo(8);
    assertThat(
            ExecutorModels.threads(
                new SparkConf(false).set("spark.task.cpus", "2").set("spark.executor.cores", "4"),
                8))
        .isEqualTo(4);
  }
}
