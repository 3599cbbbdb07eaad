package org.stnjava.ops.sample;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * Hangs the gradients of a compiled sampler on TensorFlow's own differentiation.
 *
 * <p>A compiled function has no gradient. Its output goes through an IdentityN, together with what
 * it was computed from, and attributes of that operation name the functions of its gradients.
 * TensorFlow has no gradient for IdentityN, so one is registered for the whole process, which
 * passes gradients on for all others.
 */
final class SampledGradient {

  private static final String CARRIER = "IdentityN";
  private static final String POINTS = "_stn_points_gradient";
  private static final String LISTS = "_stn_image_lists";
  private static final String PARTS = "_stn_parts";
  private static final String IMAGE = "_stn_image";
  private static final String OUTPUT = "_stn_output";
  private static final String ARGUMENT = "_stn_argument";

  private static final boolean REGISTERED = register();

  private SampledGradient() {}

  /** Whether gradients can be registered here: not on Windows, nor after somebody else did. */
  static boolean isAvailable() {
    return REGISTERED;
  }

  /**
   * Gives an output its gradients.
   *
   * @param v what was computed, {@code [N, H', W', C]}
   * @param inputs the images and the source's argument
   */
  static Operand<TFloat32> attach(
      Ops tf, Operand<TFloat32> v, List<Operand<TFloat32>> inputs, Functions functions) {
    List<Operand<?>> carried = new ArrayList<>();
    carried.add(tf.stopGradient(v));
    carried.addAll(inputs);
    OperationBuilder carrier = tf.scope().opBuilder(CARRIER, "sampled");
    carrier.addInputList(carried.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
    carrier.setAttr(POINTS, functions.points().name());
    carrier.setAttr(LISTS, functions.lists().name());
    carrier.setAttr(PARTS, (long) functions.parts());
    carrier.setAttr(IMAGE, inputs.get(0).shape().asArray());
    carrier.setAttr(ARGUMENT, inputs.get(1).shape().asArray());
    carrier.setAttr(OUTPUT, v.shape().asArray());
    return carrier.build().output(0);
  }

  /**
   * The functions of the gradients.
   *
   * @param points the gradient of the source's argument, of (u, argument, dv)
   * @param lists of the argument, see {@link ImageGradient#lists}
   * @param parts see {@link ImageGradient}
   */
  record Functions(CompiledFunction points, CompiledFunction lists, int parts) {}

  private static boolean register() {
    try {
      return TensorFlow.registerCustomGradient(CARRIER, SampledGradient::gradients);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Builds the gradients. TensorFlow has locked the graph: asking it for a shape would wait
   * forever, so shapes stand in attributes.
   */
  private static List<Operand<?>> gradients(
      Ops tf, GraphOperation carrier, List<Output<?>> incoming) {
    if (!isOurs(carrier)) {
      return passedOn(tf, carrier, incoming);
    }
    // The carrier's outputs, not its inputs: what follows then waits for v, and cores for nobody.
    Operand<TFloat32> u = floats(carrier.output(1));
    Operand<TFloat32> argument = floats(carrier.output(2));
    Shape output = shape(carrier, OUTPUT);
    Operand<TFloat32> dv = floats(incoming.get(0));
    Operand<TFloat32> planes =
        tf.reshape(dv, tf.constant(CompiledSampler.unbatched(CompiledSampler.planes(output))));
    CompiledFunction points =
        new CompiledFunction(
            carrier.attributes().getAttrString(POINTS), List.of(DataType.DT_FLOAT));
    Output<?> dArgument = points.call(tf, List.of(u, argument, planes)).get(0);
    return List.of(
        tf.zerosLike(carrier.output(0)),
        imageGradient(tf, carrier, tf.reshape(dv, tf.constant(CompiledSampler.unbatched(output)))),
        tf.reshape(
            floats(dArgument), tf.constant(CompiledSampler.unbatched(shape(carrier, ARGUMENT)))));
  }

  private static Operand<TFloat32> imageGradient(
      Ops tf, GraphOperation carrier, Operand<TFloat32> dv) {
    CompiledFunction lists =
        new CompiledFunction(
            carrier.attributes().getAttrString(LISTS),
            List.of(DataType.DT_INT64, DataType.DT_FLOAT));
    int points = CompiledSampler.points(shape(carrier, OUTPUT));
    int parts = (int) carrier.attributes().getAttrInt(PARTS);
    return new ImageGradient(shape(carrier, IMAGE), points, parts)
        .of(tf, lists, floats(carrier.output(2)), shape(carrier, ARGUMENT).numDimensions(), dv);
  }

  private static List<Operand<?>> passedOn(
      Ops tf, GraphOperation carrier, List<Output<?>> incoming) {
    List<Operand<?>> gradients = new ArrayList<>();
    for (int i = 0; i < incoming.size(); i++) {
      gradients.add(incoming.get(i).isClosed() ? tf.zerosLike(carrier.output(i)) : incoming.get(i));
    }
    return gradients;
  }

  private static boolean isOurs(GraphOperation carrier) {
    try {
      return !carrier.attributes().getAttrString(POINTS).isEmpty();
    } catch (TFInvalidArgumentException e) {
      return false; // another IdentityN has no such attribute
    }
  }

  private static Shape shape(GraphOperation carrier, String attribute) {
    return Shape.of(carrier.attributes().getAttrIntList(attribute));
  }

  @SuppressWarnings("unchecked") // carriers hold numbers of this type
  private static Operand<TFloat32> floats(Output<?> output) {
    return (Operand<TFloat32>) output;
  }
}
