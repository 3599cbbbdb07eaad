package org.stnjava.spark;

import java.util.List;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TString;

/** Makes the input tensor of a batch. */
final class BatchTensor {

  private BatchTensor() {}

  /**
   * Stacks inputs of equal sizes.
   *
   * @param samples at least one
   * @param input the model's input
   * @return {@code [N, …]}, to be closed
   */
  static Tensor of(List<Sample> samples, TensorDescription input) {
    if (input.dtype().equals(InputSpec.STRING)) {
      byte[][] bytes =
          samples.stream().map(sample -> ((Sample.Bytes) sample).bytes()).toArray(byte[][]::new);
      return TString.tensorOfBytes(NdArrays.vectorOfObjects(bytes));
    }
    float[] values = values(samples);
    Shape shape = shape(samples);
    return input.dtype().equals(InputSpec.LEVELS)
        ? NpyTensors.tensor(levels(shape, values), input.type().orElseThrow())
        : NpyTensors.tensor(NpyArray.of(values, shape.asArray()), input.type().orElseThrow());
  }

  private static Shape shape(List<Sample> samples) {
    List<Long> sizes = samples.get(0).sizes();
    long[] shape = new long[sizes.size() + 1];
    shape[0] = samples.size();
    for (int i = 0; i < sizes.size(); i++) {
      shape[i + 1] = sizes.get(i);
    }
    return Shape.of(shape);
  }

  private static float[] values(List<Sample> samples) {
    int each = ((Sample.Numbers) samples.get(0)).values().length;
    float[] all = new float[Math.multiplyExact(samples.size(), each)];
    for (int i = 0; i < samples.size(); i++) {
      System.arraycopy(((Sample.Numbers) samples.get(i)).values(), 0, all, i * each, each);
    }
    return all;
  }

  private static NpyArray levels(Shape shape, float... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return NpyArray.ofBytes(bytes, NpyType.UINT8, shape.asArray());
  }
}
