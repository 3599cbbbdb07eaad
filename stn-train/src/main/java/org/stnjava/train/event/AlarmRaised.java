package org.stnjava.train.event;

/**
 * A fault of a transformer during training.
 *
 * @param step number of steps done so far
 * @param transformer the name of the transformer
 * @param message the fault and its remedy, one line
 */
public record AlarmRaised(int step, String transformer, String message) {}
