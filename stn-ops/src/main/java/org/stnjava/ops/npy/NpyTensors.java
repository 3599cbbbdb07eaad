package org.stnjava.ops.npy;

import org.tensorflow.RawTensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Conversion between arrays and floating point tensors, a block of memory at a time.
 *
 * <p>Whoever asks for a tensor closes it.
 */
public final class NpyTensors {
  private NpyTensors() {}

  /**
   * Makes a tensor of floats.
   *
   * @param array of any type; converted as {@link NpyArray#floats} does
   * @return a tensor of the same shape, to be closed
   */
  public static TFloat32 float32(NpyArray array) {
    if (array.type() == NpyType.FLOAT32) {
      return TFloat32.tensorOf(array.shape(), tensor -> fill(tensor.asRawTensor(), array));
    }
    return TFloat32.tensorOf(array.shape(), DataBuffers.of(array.floats(), true, false));
  }

  /**
   * Makes a tensor of doubles.
   *
   * @param array of any type; converted as {@link NpyArray#doubles} does
   * @return a tensor of the same shape, to be closed
   */
  public static TFloat64 float64(NpyArray array) {
    if (array.type() == NpyType.FLOAT64) {
      return TFloat64.tensorOf(array.shape(), tensor -> fill(tensor.asRawTensor(), array));
    }
    return TFloat64.tensorOf(array.shape(), DataBuffers.of(array.doubles(), true, false));
  }

  /**
   * Copies a tensor of floats.
   *
   * @param tensor up to 2³¹ − 9 bytes
   * @return an array of {@link NpyType#FLOAT32}
   * @throws IllegalArgumentException if the tensor is larger than that
   */
  public static NpyArray array(TFloat32 tensor) {
    return copy(tensor.asRawTensor(), tensor.shape(), NpyType.FLOAT32);
  }

  /**
   * Copies a tensor of doubles.
   *
   * @param tensor up to 2³¹ − 9 bytes
   * @return an array of {@link NpyType#FLOAT64}
   * @throws IllegalArgumentException if the tensor is larger than that
   */
  public static NpyArray array(TFloat64 tensor) {
    return copy(tensor.asRawTensor(), tensor.shape(), NpyType.FLOAT64);
  }

  private static void fill(RawTensor tensor, NpyArray array) {
    if (array.size() > 0) {
      tensor.data().write(array.raw());
    }
  }

  private static NpyArray copy(RawTensor tensor, Shape shape, NpyType type) {
    if (tensor.numBytes() > NpyArray.MAX_BYTES) {
      throw new IllegalArgumentException(
          "tensor: expected up to " + NpyArray.MAX_BYTES + " bytes but got " + tensor.numBytes());
    }
    byte[] bytes = new byte[(int) tensor.numBytes()];
    if (bytes.length > 0) {
      tensor.data().read(bytes);
    }
    return new NpyArray(shape, type, bytes);
  }
}
