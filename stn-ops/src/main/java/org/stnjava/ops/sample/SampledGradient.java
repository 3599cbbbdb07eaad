package org.stnjava.ops.sample;

import java.util.List;
import org.stnjava.ops.compiled.Carried;
import org.stnjava.ops.compiled.CompiledFunction;
import org.stnjava.ops.compiled.CustomGradients;
import org.stnjava.ops.compiled.GradientRule;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The gradients of a compiled sampler, whose inputs are the images and the source's argument.
 *
 * <p>Its functions: the gradient of the argument, of (u, argument, dv); and {@link
 * ImageGradient#lists} of the argument.
 */
final class SampledGradient implements GradientRule {

  /** The rule's name. */
  static final String NAME = "sampled";

  static {
    CustomGradients.addRule(NAME, new SampledGradient());
  }

  private SampledGradient() {}

  /** Gives an output its gradients. */
  static Operand<TFloat32> attach(
      Ops tf,
      Operand<TFloat32> v,
      List<Operand<TFloat32>> inputs,
      List<CompiledFunction> functions) {
    return CustomGradients.attach(tf, NAME, v, inputs, functions);
  }

  @Override
  public List<Operand<TFloat32>> gradients(Ops tf, Carried carried, Operand<TFloat32> dv) {
    Shape output = carried.outputShape();
    Operand<TFloat32> u = carried.input(0);
    Operand<TFloat32> argument = carried.input(1);
    ChannelLayout layout = new ChannelLayout(output.get(output.numDimensions() - 1));
    Operand<TFloat32> planes = layout.from(tf, dv, CompiledSampler.points(output));
    @SuppressWarnings("unchecked") // the function's type
    Operand<TFloat32> dArgument =
        (Operand<TFloat32>)
            (Output<?>) carried.function(0).call(tf, List.of(u, argument, planes)).get(0);
    int rank = carried.inputShape(1).numDimensions();
    Operand<TFloat32> du =
        new ImageGradient(
                carried.inputShape(0), CompiledSampler.points(output), CompiledSampler.PARTS)
            .of(tf, carried.function(1), argument, rank, dv);
    return List.of(
        du, tf.reshape(dArgument, tf.constant(CompiledSampler.unbatched(carried.inputShape(1)))));
  }
}
