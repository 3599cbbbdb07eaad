package org.stnjava.train.event;

/**
 * Something that goes wrong in a training.
 *
 * @param step steps done so far
 * @param transformer the name of the transformer that it is about
 * @param message what is wrong and what helps, one line
 */
public record AlarmRaised(int step, String transformer, String message) {}
