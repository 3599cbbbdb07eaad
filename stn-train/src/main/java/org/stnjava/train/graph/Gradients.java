package org.stnjava.train.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.transformer.Warp;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * The gradients of a loss.
 *
 * @param weights of the weights that are trained and that the loss depends on
 * @param thetas of θ of each transformer; absent where the loss does not depend on it
 */
record Gradients(List<WeightGradient> weights, List<Optional<Output<TFloat32>>> thetas) {

  /** Adds the gradients of the weights that are not frozen, and of every θ. */
  static Gradients of(ForwardPass pass, Predicate<Weight> isFrozen) {
    List<Weight> trained = pass.trainable().stream().filter(isFrozen.negate()).toList();
    List<Operand<TFloat32>> thetas = pass.warps().stream().map(Warp::theta).toList();
    List<Optional<Output<?>>> all = pass.gradients(trained, thetas);
    List<WeightGradient> weights = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      Weight weight = trained.get(i);
      floats(all.get(i)).ifPresent(gradient -> weights.add(new WeightGradient(weight, gradient)));
    }
    if (weights.isEmpty()) {
      throw new IllegalArgumentException(
          "train: expected weights that the loss depends on but it depends on none of %s"
              .formatted(trained.stream().map(Weight::name).toList()));
    }
    return new Gradients(
        weights, all.subList(trained.size(), all.size()).stream().map(Gradients::floats).toList());
  }

  private static Optional<Output<TFloat32>> floats(Optional<Output<?>> gradient) {
    return gradient.map(output -> output.expect(TFloat32.class));
  }
}
