package org.stnjava.train.event;

import java.time.Duration;

/**
 * What one step gave.
 *
 * @param step its number, from 1
 * @param loss mean cross entropy of its batch before the update, nats
 * @param rate the learning rate
 * @param imagesPerSecond the mean since the training began
 * @param done the share of the training that is done, in [0, 1]
 * @param remaining how long the rest will take at this speed
 */
public record StepEnded(
    int step, double loss, double rate, double imagesPerSecond, double done, Duration remaining) {}
