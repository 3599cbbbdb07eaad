package org.stnjava.train.cluster;

import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingSets;

/**
 * What all workers of a cluster must have in common.
 *
 * @param trainer what is trained, and how
 * @param sets the images
 * @param fingerprint of the settings and the data; workers of another one are sent away
 */
public record Work(Trainer trainer, TrainingSets sets, long fingerprint) {}
