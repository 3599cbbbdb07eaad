package org.stnjava.train.event;

import java.time.Duration;

/**
 * Event: training has ended.
 *
 * @param step number of steps done
 * @param trained the time since the run began or was resumed, without evaluations
 * @param evaluated the time of the evaluations since then
 */
public record TrainingEnded(int step, Duration trained, Duration evaluated) {}
