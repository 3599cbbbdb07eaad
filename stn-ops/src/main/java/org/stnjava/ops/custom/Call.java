package org.stnjava.ops.custom;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * What an operation is called with, and where its output goes. Several threads may read and write
 * at the same time, different places of the output.
 */
public final class Call implements AutoCloseable {

  private static final long[] SCALAR = new long[0];

  private final Pointer context;
  private final Pointer status;
  private final List<Pointer> tensors = new ArrayList<>();
  private final List<Pointer> data = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private Pointer output = Pointer.NULL;
  private long outputNumbers;

  Call(Pointer context, Pointer status, int inputs) {
    this.context = context;
    this.status = status;
    for (int i = 0; i < inputs; i++) {
      PointerByReference tensor = new PointerByReference();
      KernelApi.TF_GetInput(context, i, tensor, status);
      CustomOp.requireOk(status);
      tensors.add(tensor.getValue());
      data.add(KernelApi.TF_TensorData(tensor.getValue()));
      shapes.add(shapeOf(tensor.getValue()));
    }
  }

  private static Shape shapeOf(Pointer tensor) {
    long[] sizes = new long[KernelApi.TF_NumDims(tensor)];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = KernelApi.TF_Dim(tensor, axis);
    }
    return Shape.of(sizes);
  }

  /**
   * The shape of an input.
   *
   * @param input its number
   * @return its sizes
   */
  public Shape shape(int input) {
    return shapes.get(input);
  }

  /**
   * Copies numbers out of an input.
   *
   * @param input its number
   * @param from the first of the numbers, row-major
   * @param into filled from its beginning
   * @param count how many, at most as many as the input has from there
   */
  public void read(int input, long from, float[] into, int count) {
    if (from < 0 || from + count > shapes.get(input).size()) {
      throw new IndexOutOfBoundsException(
          "input %d: %d numbers from %d of %s".formatted(input, count, from, shapes.get(input)));
    }
    data.get(input).read(from * Float.BYTES, into, 0, count);
  }

  /**
   * Copies a small input.
   *
   * @param input its number
   * @return all of its numbers
   */
  public float[] all(int input) {
    float[] numbers = new float[Math.toIntExact(shapes.get(input).size())];
    if (numbers.length > 0) {
      read(input, 0, numbers, numbers.length);
    }
    return numbers;
  }

  /**
   * Makes the output; to be called once, before anything is written.
   *
   * @param shape its shape
   */
  public void allocate(Shape shape) {
    long[] sizes = shape.numDimensions() == 0 ? SCALAR : shape.asArray();
    Pointer tensor =
        KernelApi.TF_AllocateOutput(
            context,
            0,
            DataType.DT_FLOAT_VALUE,
            sizes,
            sizes.length,
            shape.size() * Float.BYTES,
            status);
    CustomOp.requireOk(status);
    tensors.add(tensor);
    output = KernelApi.TF_TensorData(tensor);
    outputNumbers = shape.size();
  }

  /**
   * Copies numbers into the output.
   *
   * @param to the place of the first one, row-major
   * @param numbers taken from its beginning
   * @param count how many, at most as many as the output has from there
   */
  public void write(long to, float[] numbers, int count) {
    if (to < 0 || to + count > outputNumbers) {
      throw new IndexOutOfBoundsException(
          "output: %d numbers from %d of %d".formatted(count, to, outputNumbers));
    }
    output.write(to * Float.BYTES, numbers, 0, count);
  }

  @Override
  public void close() {
    tensors.forEach(KernelApi::TF_DeleteTensor);
    tensors.clear();
  }
}
