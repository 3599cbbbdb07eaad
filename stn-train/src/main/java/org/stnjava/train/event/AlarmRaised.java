package org.stnjava.train.event;

/**
 * A fault during training.
 *
 * @param step number of steps done so far
 * @param message the fault, the transformer that has it if it is one's, and the remedy; one line
 */
public record AlarmRaised(int step, String message) {}
