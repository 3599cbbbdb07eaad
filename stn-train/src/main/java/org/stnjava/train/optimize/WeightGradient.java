package org.stnjava.train.optimize;

import org.stnjava.models.layer.Weight;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A weight with the loss's gradient.
 *
 * @param weight what to update
 * @param gradient of the weight's shape
 */
public record WeightGradient(Weight weight, Operand<TFloat32> gradient) {}
