package org.stnjava.train.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.models.transformer.Warp;
import org.stnjava.train.objective.Objective;
import org.stnjava.train.objective.Targets;
import org.stnjava.train.objective.TensorSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The forward pass of a {@link Trainable} and its loss, in a graph without a session, <b>to be
 * closed</b> once the training graph is built.
 */
public interface ForwardPass extends AutoCloseable {

  /** {@return the graph, which gradients and updates are added to} */
  Graph graph();

  /** {@return where to add them, in a scope whose names are free} */
  Ops ops();

  /** {@return the arrays of a batch and where each is fed} */
  Feeds feeds();

  /** {@return all values that are saved: weights and state} */
  Weights weights();

  /** {@return the weights that may be trained, of {@link #weights()}} */
  List<Weight> trainable();

  /** {@return the loss to minimize in training form, a scalar} */
  Operand<TFloat32> loss();

  /** {@return what to evaluate, in inference form} */
  Scores scores();

  /** {@return the warps of the transformers in training form, in the network's order} */
  List<Warp> warps();

  /** {@return whether each training step runs more than the updates of the weights} */
  boolean hasStepOperations();

  /**
   * Builds what each training step runs besides the updates: moving averages, for example.
   *
   * @param tf where to build; its control dependencies are the updates and the loss
   * @return all of it
   */
  List<Op> stepOperations(Ops tf);

  /**
   * Adds the gradients of the loss.
   *
   * @param weights of {@link #trainable()}
   * @param others tensors of the graph
   * @return one for each weight and then for each tensor; absent where the loss does not depend on
   *     it
   */
  List<Optional<Output<?>>> gradients(List<Weight> weights, List<? extends Operand<?>> others);

  /**
   * Puts the finished graph into a session.
   *
   * @param finished this graph with gradients, updates and deterministic sums
   * @param placement where it runs
   * @return the session, <b>to be closed</b>
   */
  OpenedGraph open(GraphDef finished, GraphPlacement placement);

  @Override
  void close();

  /**
   * Where the arrays of a batch are fed.
   *
   * @param inputs specification and placeholder of each input
   * @param targets specification and placeholder of each target; class indices are fed as a vector
   * @param rate the learning rate, a float32 scalar
   * @param step the number of the step, from 1, an int64 scalar
   * @param dropoutSeed is fed the seed and the step, int64 {@code [2]}; absent if the graph
   *     computes it
   */
  record Feeds(
      Map<TensorSpec, Operand<?>> inputs,
      Map<TensorSpec, Operand<?>> targets,
      Operand<TFloat32> rate,
      Operand<TInt64> step,
      Optional<Operand<TInt64>> dropoutSeed) {

    /** {@return whether the only target is the class indices that evaluations count} */
    public boolean areClasses() {
      return targets.size() == 1
          && targets.keySet().stream()
              .allMatch(spec -> spec.isClasses() && spec.name().equals(TensorSpec.LABELS));
    }

    /** {@return the targets' placeholders by name} */
    public Targets namedTargets() {
      Map<String, Operand<?>> named = new LinkedHashMap<>();
      targets.forEach((spec, placeholder) -> named.put(spec.name(), placeholder));
      return new Targets(named);
    }
  }

  /**
   * The outputs that evaluations read.
   *
   * @param objective assigns labels to outputs
   * @param labels how many labels an example has
   * @param inputs specification and placeholder of each input in inference form
   * @param logits {@code [N, classes]} or {@code [N, labels, classes]}, in inference form
   * @param loss the mean loss in inference form, with its targets; for objectives whose targets are
   *     no classes
   */
  record Scores(
      Objective objective,
      int labels,
      Map<TensorSpec, Operand<?>> inputs,
      Operand<TFloat32> logits,
      Optional<InferenceLoss> loss) {}

  /**
   * A loss in inference form.
   *
   * @param targets specification and placeholder of each target
   * @param value the mean loss, a scalar
   */
  record InferenceLoss(Map<TensorSpec, Operand<?>> targets, Operand<TFloat32> value) {}
}
