package org.stnjava.ops.custom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.types.TFloat32;

/**
 * A function in a graph's library that XLA compiles at the first call with arguments of new sizes.
 *
 * <p>Identified by its name alone, so that a gradient can call it: a function cannot be attached to
 * a graph whose gradients are being built. TensorFlow names functions by their content, so equal
 * samplers share one.
 *
 * @param name in the graph's library
 * @param outputs the types of its results
 */
public record CompiledFunction(String name, List<DataType> outputs) {

  /** Builds the results of a function from its arguments. */
  @FunctionalInterface
  public interface Body {
    /**
     * Builds the function's operations.
     *
     * @param tf builds into the function
     * @param arguments placeholders of the arguments
     * @return the results
     */
    List<? extends Operand<?>> build(Ops tf, List<Operand<TFloat32>> arguments);
  }

  /**
   * Adds a function to a graph.
   *
   * @param graph where it will be called
   * @param purpose prefix of its name
   * @param arguments the shapes of its arguments, unknown sizes being -1
   * @param body builds the results
   * @return the function
   */
  public static CompiledFunction define(
      Graph graph, String purpose, List<Shape> arguments, Body body) {
    try (Graph own = new Graph()) {
      Ops tf = Ops.create(own);
      Signature.Builder signature = Signature.builder(purpose);
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      for (Shape argument : arguments) {
        Operand<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(argument));
        signature.input("argument" + inputs.size(), input);
        inputs.add(input);
      }
      List<DataType> types = new ArrayList<>();
      for (Operand<?> output : body.build(tf, inputs)) {
        signature.output("output" + types.size(), output);
        types.add(output.asOutput().dataType());
      }
      try (ConcreteFunction function = ConcreteFunction.create(signature.build(), own)) {
        graph.attachFunction(function);
        return new CompiledFunction(function.getDefinedName(), types);
      }
    }
  }

  /**
   * Calls the function.
   *
   * @param tf where to build
   * @param arguments of type {@code TFloat32}
   * @return the results, of shapes that the graph does not know
   */
  public List<Output<?>> call(Ops tf, List<? extends Operand<?>> arguments) {
    OperationBuilder call = tf.scope().opBuilder("PartitionedCall", "compiled");
    call.addInputList(arguments.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
    call.setAttr(
        "Tin", Collections.nCopies(arguments.size(), DataType.DT_FLOAT).toArray(DataType[]::new));
    call.setAttr("Tout", outputs.toArray(DataType[]::new));
    call.setAttr(
        "f", AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(name)).build());
    call.setAttr("_XlaMustCompile", true);
    call.setAttr("_noinline", true);
    Operation operation = call.build();
    List<Output<?>> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(operation.output(i));
    }
    return results;
  }
}
