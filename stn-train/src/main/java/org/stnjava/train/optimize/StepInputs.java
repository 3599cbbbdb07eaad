package org.stnjava.train.optimize;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What changes from step to step.
 *
 * @param rate the learning rate, a scalar
 * @param number the step's number, from 1, a scalar
 */
public record StepInputs(Operand<TFloat32> rate, Operand<TInt64> number) {}
