package org.stnjava.ops.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * Custom gradients in TensorFlow's differentiation.
 *
 * <p>The output goes through an IdentityN, together with its inputs, and attributes of that
 * operation name the rule and the functions of its gradients. TensorFlow has no gradient for
 * IdentityN, so one is registered for the whole process; any other IdentityN passes its gradients
 * on.
 */
public final class CustomGradients {

  private static final String CARRIER = "IdentityN";
  private static final String RULE = "_stn_rule";

  private static final Map<String, GradientRule> RULES = new ConcurrentHashMap<>();
  private static final boolean REGISTERED = register();

  private CustomGradients() {}

  /**
   * Whether this process supports custom gradients.
   *
   * @return false on Windows, and where other code has registered a gradient for IdentityN
   */
  public static boolean areAvailable() {
    return REGISTERED;
  }

  /**
   * Registers a rule for the whole process.
   *
   * @param name its name, for {@link #attach}
   * @param rule builds the gradients
   */
  public static void addRule(String name, GradientRule rule) {
    RULES.put(name, rule);
  }

  /**
   * Attaches gradients to an output.
   *
   * @param tf where to build
   * @param rule the name of the rule
   * @param output what was computed; TensorFlow's own gradients of it are ignored
   * @param inputs what it was computed from
   * @param functions the functions that the rule calls
   * @return the output with these gradients
   */
  public static Operand<TFloat32> attach(
      Ops tf,
      String rule,
      Operand<TFloat32> output,
      List<? extends Operand<TFloat32>> inputs,
      List<CompiledFunction> functions) {
    List<Operand<?>> carried = new ArrayList<>();
    carried.add(tf.stopGradient(output));
    carried.addAll(inputs);
    OperationBuilder carrier = tf.scope().opBuilder(CARRIER, rule);
    carrier.addInputList(carried.stream().map(Operand::asOutput).toArray(Output<?>[]::new));
    carrier.setAttr(RULE, rule);
    carrier.setAttr(GradientContext.OUTPUT_SHAPE, output.shape().asArray());
    for (int i = 0; i < inputs.size(); i++) {
      carrier.setAttr(GradientContext.INPUT_SHAPE + i, inputs.get(i).shape().asArray());
    }
    for (int i = 0; i < functions.size(); i++) {
      CompiledFunction function = functions.get(i);
      carrier.setAttr(GradientContext.FUNCTION + i, function.name());
      carrier.setAttr(
          GradientContext.RETURNS + i,
          function.outputs().stream().mapToLong(DataType::getNumber).toArray());
    }
    return carrier.build().output(0);
  }

  private static boolean register() {
    try {
      return TensorFlow.registerCustomGradient(CARRIER, CustomGradients::gradients);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  @SuppressWarnings("unchecked") // carriers of rules hold operands of this type
  private static List<Operand<?>> gradients(
      Ops tf, GraphOperation carrier, List<Output<?>> incoming) {
    String name = ruleOf(carrier);
    if (name.isEmpty()) {
      return passedOn(tf, carrier, incoming);
    }
    GradientRule rule = RULES.get(name);
    if (rule == null) {
      throw new IllegalStateException(
          "no rule '" + name + "' for the gradient of " + carrier.name());
    }
    Operand<TFloat32> dy = (Operand<TFloat32>) incoming.get(0);
    List<Operand<?>> gradients = new ArrayList<>();
    gradients.add(tf.zerosLike(carrier.output(0)));
    gradients.addAll(rule.gradients(tf, new GradientContext(carrier), dy));
    return gradients;
  }

  private static List<Operand<?>> passedOn(
      Ops tf, GraphOperation carrier, List<Output<?>> incoming) {
    List<Operand<?>> gradients = new ArrayList<>();
    for (int i = 0; i < incoming.size(); i++) {
      gradients.add(incoming.get(i).isClosed() ? tf.zerosLike(carrier.output(i)) : incoming.get(i));
    }
    return gradients;
  }

  private static String ruleOf(GraphOperation carrier) {
    try {
      return carrier.attributes().getAttrString(RULE);
    } catch (TFInvalidArgumentException e) {
      return ""; // any other IdentityN has no such attribute
    }
  }
}
