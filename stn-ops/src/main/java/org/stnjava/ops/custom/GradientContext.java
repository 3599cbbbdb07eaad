package org.stnjava.ops.custom;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** The output, the inputs and the functions that a {@link GradientRule} builds gradients from. */
public final class GradientContext {

  static final String OUTPUT_SHAPE = "_stn_output";
  static final String INPUT_SHAPE = "_stn_input";
  static final String FUNCTION = "_stn_function";
  static final String RETURNS = "_stn_returns";

  private final GraphOperation carrier;

  GradientContext(GraphOperation carrier) {
    this.carrier = carrier;
  }

  /** {@return the output} */
  public Operand<TFloat32> output() {
    return floats(0);
  }

  /** {@return its shape when it was built} */
  public Shape outputShape() {
    return Shape.of(carrier.attributes().getAttrIntList(OUTPUT_SHAPE));
  }

  /**
   * An input that the output was computed from. It becomes available after the output, so that the
   * gradients do not compete with the output for cores.
   *
   * @param input its index
   * @return the input
   */
  public Operand<TFloat32> input(int input) {
    return floats(input + 1);
  }

  /**
   * The shape of an input.
   *
   * @param input its index
   * @return its shape when it was built
   */
  public Shape inputShape(int input) {
    return Shape.of(carrier.attributes().getAttrIntList(INPUT_SHAPE + input));
  }

  /**
   * A function that was attached for the gradients.
   *
   * @param function its index
   * @return the function
   */
  public CompiledFunction function(int function) {
    List<DataType> types = new ArrayList<>();
    for (long number : carrier.attributes().getAttrIntList(RETURNS + function)) {
      types.add(DataType.forNumber((int) number));
    }
    return new CompiledFunction(carrier.attributes().getAttrString(FUNCTION + function), types);
  }

  @SuppressWarnings("unchecked") // carriers hold operands of this type
  private Operand<TFloat32> floats(int index) {
    return (Operand<TFloat32>) (Output<?>) carrier.output(index);
  }
}
