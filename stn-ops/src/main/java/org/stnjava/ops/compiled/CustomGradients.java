package org.stnjava.ops.compiled;

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
 * Hangs gradients of one's own on TensorFlow's differentiation.
 *
 * <p>The output goes through an IdentityN, together with what it was computed from, and attributes
 * of that operation name the rule and the functions of its gradients. TensorFlow has no gradient
 * for IdentityN, so one is registered for the whole process; IdentityNs of others pass their
 * gradients on.
 */
public final class CustomGradients {

  private static final String CARRIER = "IdentityN";
  private static final String RULE = "_stn_rule";

  private static final Map<String, GradientRule> RULES = new ConcurrentHashMap<>();
  private static final boolean REGISTERED = register();

  private CustomGradients() {}

  /**
   * Whether there are gradients of one's own in this process.
   *
   * @return false on Windows, and where somebody else has registered a gradient for IdentityN
   */
  public static boolean areAvailable() {
    return REGISTERED;
  }

  /**
   * Makes a rule known.
   *
   * @param name its name
   * @param rule builds the gradients
   */
  public static void addRule(String name, GradientRule rule) {
    RULES.put(name, rule);
  }

  /**
   * Gives an output its gradients.
   *
   * @param tf where to build
   * @param rule the name of the rule
   * @param output what was computed; what TensorFlow knows of its gradients is ignored
   * @param inputs from what
   * @param functions what the rule calls
   * @return the output
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
    carrier.setAttr(Carried.OUTPUT_SHAPE, output.shape().asArray());
    for (int i = 0; i < inputs.size(); i++) {
      carrier.setAttr(Carried.INPUT_SHAPE + i, inputs.get(i).shape().asArray());
    }
    for (int i = 0; i < functions.size(); i++) {
      CompiledFunction function = functions.get(i);
      carrier.setAttr(Carried.FUNCTION + i, function.name());
      carrier.setAttr(
          Carried.RETURNS + i,
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

  @SuppressWarnings("unchecked") // carriers of rules hold numbers of this type
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
    gradients.addAll(rule.gradients(tf, new Carried(carrier), dy));
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
      return ""; // an IdentityN of somebody else has no such attribute
    }
  }
}
