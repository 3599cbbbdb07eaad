package org.stnjava.savedmodel.graph.composition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.ops.operand.Constants;
import org.stnjava.savedmodel.proto.Attributes;
import org.stnjava.savedmodel.proto.OperationCatalog;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * The node that a {@link Composition} replaces, with its inputs.
 *
 * @param tf where to build
 * @param node with all attributes
 * @param inputs placeholders, their shapes unknown
 */
public record OperationCall(Ops tf, NodeDef node, List<Operand<?>> inputs) {

  /** What the placeholders are called before their number. */
  public static final String INPUT = "input_";

  /** Makes the placeholders. */
  public static OperationCall in(Graph graph, NodeDef node) {
    Ops tf = Ops.create(graph);
    List<Operand<?>> inputs = new ArrayList<>();
    for (DataType type : OperationCatalog.inputTypes(node)) {
      inputs.add(
          tf.scope()
              .opBuilder("Placeholder", INPUT + inputs.size())
              .setAttr("dtype", type)
              .build()
              .output(0));
    }
    return new OperationCall(tf, node, inputs);
  }

  /** An input; its type is the caller's to know. */
  @SuppressWarnings("unchecked")
  public <T extends TType> Operand<T> input(int index) {
    return (Operand<T>) inputs.get(index);
  }

  /** What the operation itself gives, without a gradient. */
  <T extends TType> Operand<T> original(int index) {
    return tf.stopGradient(operation(inputs, node.getAttrMap()).<T>output(index));
  }

  /** The same operation on other inputs. */
  public Operation operation(List<? extends Operand<?>> others, Map<String, AttrValue> attributes) {
    GraphOperationBuilder builder =
        (GraphOperationBuilder) tf.scope().opBuilder(node.getOp(), "original");
    others.forEach(input -> builder.addInput(input.asOutput()));
    attributes.forEach(builder::setAttr);
    return builder.build();
  }

  /**
   * The operation's own value with the gradient of a formula.
   *
   * @param formula equal to the value but for rounding, and finite where that is
   */
  <T extends TFloating> List<Operand<T>> valued(Operand<T> formula) {
    return List.of(tf.math.add(this.<T>original(0), change(formula)));
  }

  /** 0, with the gradient of a tensor. */
  <T extends TFloating> Operand<T> change(Operand<T> x) {
    return tf.math.sub(x, tf.stopGradient(x));
  }

  /** A number of an operand's type. */
  <T extends TFloating> Operand<T> number(Operand<T> like, double value) {
    return Constants.of(tf, like.type(), value);
  }

  public String text(String attribute) {
    return attribute(attribute).getS().toStringUtf8();
  }

  boolean flag(String attribute) {
    return attribute(attribute).getB();
  }

  long integer(String attribute) {
    return attribute(attribute).getI();
  }

  float number(String attribute) {
    return attribute(attribute).getF();
  }

  public List<Long> integers(String attribute) {
    return attribute(attribute).getList().getIList();
  }

  private AttrValue attribute(String name) {
    return node.getAttrOrDefault(name, Attributes.NONE);
  }
}
