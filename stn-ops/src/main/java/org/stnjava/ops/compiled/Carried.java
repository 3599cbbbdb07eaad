package org.stnjava.ops.compiled;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** An output with what it was computed from, as a {@link GradientRule} sees them. */
public final class Carried {

  static final String OUTPUT_SHAPE = "_stn_output";
  static final String INPUT_SHAPE = "_stn_input";
  static final String FUNCTION = "_stn_function";
  static final String RETURNS = "_stn_returns";

  private final GraphOperation carrier;

  Carried(GraphOperation carrier) {
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
   * What the output was computed from. It is there after the output is, so that what needs it does
   * not compete with the output for cores.
   *
   * @param input its number
   * @return the input
   */
  public Operand<TFloat32> input(int input) {
    return floats(input + 1);
  }

  /**
   * The shape of an input.
   *
   * @param input its number
   * @return its shape when it was built
   */
  public Shape inputShape(int input) {
    return Shape.of(carrier.attributes().getAttrIntList(INPUT_SHAPE + input));
  }

  /**
   * One of the functions that came along.
   *
   * @param function its number
   * @return the function
   */
  public CompiledFunction function(int function) {
    List<DataType> types = new ArrayList<>();
    for (long number : carrier.attributes().getAttrIntList(RETURNS + function)) {
      types.add(DataType.forNumber((int) number));
    }
    return new CompiledFunction(carrier.attributes().getAttrString(FUNCTION + function), types);
  }

  @SuppressWarnings("unchecked") // carriers hold numbers of this type
  private Operand<TFloat32> floats(int number) {
    return (Operand<TFloat32>) (Output<?>) carrier.output(number);
  }
}
