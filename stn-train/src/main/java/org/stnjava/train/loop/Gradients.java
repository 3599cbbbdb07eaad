package org.stnjava.train.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.transformer.Warp;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * The gradients of a loss.
 *
 * @param weights to the weights that are trained
 * @param thetas to θ of each transformer; closed where there is none
 */
record Gradients(List<WeightGradient> weights, List<Output<?>> thetas) {

  static Gradients of(Graph graph, Operand<TFloat32> loss, List<Weight> trained, List<Warp> warps) {
    Output<?>[] to =
        Stream.concat(
                trained.stream().map(weight -> weight.value().asOutput()),
                warps.stream().map(warp -> warp.theta().asOutput()))
            .toArray(Output<?>[]::new);
    List<Output<?>> all = List.of(graph.addGradients(loss.asOutput(), to));
    List<WeightGradient> weights = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      weights.add(new WeightGradient(trained.get(i), all.get(i).expect(TFloat32.class)));
    }
    return new Gradients(weights, all.subList(trained.size(), all.size()));
  }
}
