package org.stnjava.ops.custom;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The inputs and the output of one execution of a {@link CustomOp}.
 *
 * <p>Several threads may read at the same time, and write to different parts of the output.
 */
public final class OpContext implements AutoCloseable {

  private static final long[] SCALAR = new long[0];

  private final Pointer context;
  private final Pointer status;
  private final List<Pointer> tensors = new ArrayList<>();
  private final List<Pointer> data = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final long[] counts;
  private Pointer output = Pointer.NULL;
  private long outputSize;

  OpContext(Pointer context, Pointer status, int inputs) {
    this.context = context;
    this.status = status;
    this.counts = new long[inputs];
    for (int i = 0; i < inputs; i++) {
      PointerByReference tensor = new PointerByReference();
      KernelApi.TF_GetInput(context, i, tensor, status);
      CustomOp.requireOk(status);
      tensors.add(tensor.getValue());
      data.add(KernelApi.TF_TensorData(tensor.getValue()));
      shapes.add(shapeOf(tensor.getValue()));
      counts[i] = shapes.get(i).size(); // a shape multiplies its sizes each time
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
   * @param input its index
   * @return its sizes
   */
  public Shape shape(int input) {
    return shapes.get(input);
  }

  /**
   * Copies elements of an input.
   *
   * @param input its index
   * @param from the first element, row-major
   * @param into receives them
   * @param at index of the first one in the array
   * @param count how many
   * @throws IndexOutOfBoundsException if the input or the array has fewer
   */
  public void read(int input, long from, float[] into, int at, int count) {
    if (from < 0 || from + count > counts[input]) {
      throw new IndexOutOfBoundsException(
          "input %d: %d elements from %d of %s".formatted(input, count, from, shapes.get(input)));
    }
    Objects.checkFromIndexSize(at, count, into.length);
    data.get(input).read(from * Float.BYTES, into, at, count);
  }

  /**
   * Copies a whole input.
   *
   * @param input its index
   * @return its elements, row-major
   */
  public float[] values(int input) {
    float[] values = new float[Math.toIntExact(counts[input])];
    if (values.length > 0) {
      read(input, 0, values, 0, values.length);
    }
    return values;
  }

  /**
   * Allocates the output; call it once, before the first {@link #write}.
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
    outputSize = shape.size();
  }

  /**
   * Copies elements into the output.
   *
   * @param to the first element to write, row-major
   * @param values their values
   * @param at index of the first one in the array
   * @param count how many
   * @throws IndexOutOfBoundsException if the output or the array has fewer
   */
  public void write(long to, float[] values, int at, int count) {
    if (to < 0 || to + count > outputSize) {
      throw new IndexOutOfBoundsException(
          "output: %d elements from %d of %d".formatted(count, to, outputSize));
    }
    Objects.checkFromIndexSize(at, count, values.length);
    output.write(to * Float.BYTES, values, at, count);
  }

  @Override
  public void close() {
    tensors.forEach(KernelApi::TF_DeleteTensor);
    tensors.clear();
  }
}
