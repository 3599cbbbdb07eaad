package org.stnjava.train.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stnjava.models.layer.Weights;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/**
 * The updates of all weights in one step: bounded gradients, each group's rate, one rule.
 *
 * @param optimizer the rule
 * @param rates the groups
 * @param clipping the bounds
 */
public record Updates(Optimizer optimizer, RateConfig rates, Clipping clipping) {

  /**
   * Whether a weight never changes.
   *
   * @param name the weight's name
   * @return whether its group's factor is 0
   */
  public boolean isFrozen(String name) {
    return rates.group(name).map(group -> group.factor() == 0).orElse(false);
  }

  /**
   * Builds the updates.
   *
   * @param tf where to build
   * @param slots where the rule keeps what it remembers
   * @param parameters the weights that are trained, with their gradients
   * @param step the step's rate and number
   * @return one update a weight
   */
  public List<Op> build(Ops tf, Weights slots, List<WeightGradient> parameters, StepInputs step) {
    List<Op> updates = new ArrayList<>();
    for (WeightGradient parameter : clipping.clip(tf, parameters)) {
      Optional<ParameterGroup> group = rates.group(parameter.weight().name());
      StepInputs own = group.map(g -> g.at(tf, step)).orElse(step);
      updates.add(optimizer.update(tf, slots, parameter, own));
    }
    return updates;
  }
}
