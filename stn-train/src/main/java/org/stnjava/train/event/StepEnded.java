package org.stnjava.train.event;

import java.time.Duration;

/**
 * The result of one step.
 *
 * @param step its number, from 1
 * @param loss mean cross entropy of its batch before the update, nats
 * @param rate the learning rate
 * @param imagesPerSecond the mean since training began
 * @param done the fraction of the run that is done, in [0, 1]
 * @param remaining the estimated time to the end of the run
 */
public record StepEnded(
    int step, double loss, double rate, double imagesPerSecond, double done, Duration remaining) {}
