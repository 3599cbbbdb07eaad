package org.stnjava.ops.sample;

import java.util.List;
import org.stnjava.ops.custom.CompiledFunction;
import org.stnjava.ops.custom.CustomGradients;
import org.stnjava.ops.custom.GradientContext;
import org.stnjava.ops.custom.GradientRule;
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
  public List<Operand<TFloat32>> gradients(Ops tf, GradientContext context, Operand<TFloat32> dv) {
    Shape output = context.outputShape();
    Operand<TFloat32> u = context.input(0);
    Operand<TFloat32> argument = context.input(1);
    ChannelLayout layout = new ChannelLayout(output.get(output.numDimensions() - 1));
    Operand<TFloat32> planes = layout.from(tf, dv, CompiledSampler.points(output));
    @SuppressWarnings("unchecked") // the function's type
    Operand<TFloat32> dArgument =
        (Operand<TFloat32>)
            (Output<?>) context.function(0).call(tf, List.of(u, argument, planes)).get(0);
    int rank = context.inputShape(1).numDimensions();
    Operand<TFloat32> du =
        new ImageGradient(
                context.inputShape(0), CompiledSampler.points(output), CompiledSampler.PARTS)
            .of(tf, context.function(1), argument, rank, dv);
    return List.of(
        du, tf.reshape(dArgument, tf.constant(CompiledSampler.unbatched(context.inputShape(1)))));
  }
}
