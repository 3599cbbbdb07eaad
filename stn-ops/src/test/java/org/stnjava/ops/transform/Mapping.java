package org.stnjava.ops.transform;

import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat64;

/** A transform as a function of numbers, in {@code TFloat64}. */
record Mapping(Transform transform) {

  /** Maps points {@code (x, y)}, one after the other, by one θ. */
  double[] of(double[] theta, double... points) {
    Value row = new Value(transform.thetaShape().prepend(1), theta);
    return new Evaluation<>(TFloat64.class, (tf, in) -> transform.apply(tf, in.get(0), in.get(1)))
        .inGraph(row, Value.of(points, 1, points.length / 2, 2))
        .data();
  }
}
