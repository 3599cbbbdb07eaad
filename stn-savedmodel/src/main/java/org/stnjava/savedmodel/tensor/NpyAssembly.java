package org.stnjava.savedmodel.tensor;

import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/** Builds an array from parts without a second copy of it. */
public final class NpyAssembly {
  private final Shape shape;
  private final NpyType type;
  private final byte[] bytes;

  /**
   * Starts with zeros.
   *
   * @param shape of the array
   * @param type of its elements
   * @throws IllegalArgumentException if it has 2 GiB or more
   */
  public NpyAssembly(Shape shape, NpyType type) {
    long size = shape.size() * type.width();
    if (size > NpyArray.MAX_BYTES) {
      throw new IllegalArgumentException(
          "shape: expected up to " + NpyArray.MAX_BYTES + " bytes but got " + size);
    }
    this.shape = shape;
    this.type = type;
    this.bytes = new byte[(int) size];
  }

  /**
   * The array's shape.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Copies a run of elements.
   *
   * @param part a tensor of the array's element type
   * @param from the first element in the part
   * @param to the first element in the array
   * @param count how many
   */
  public void put(Tensor part, int from, int to, int count) {
    int width = type.width();
    if (count > 0) {
      part.asRawTensor().data().offset((long) from * width).read(bytes, to * width, count * width);
    }
  }

  /**
   * The array.
   *
   * @return the array; no more parts may be added
   */
  public NpyArray array() {
    return NpyArray.wrap(bytes, type, shape.asArray());
  }
}
