package org.stnjava.train.experiment;

import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingSets;

/**
 * What a run trains; all processes of a distributed run have the same.
 *
 * @param trainer the network and how it is trained
 * @param sets the images
 * @param fingerprint a hash of the settings and the data, which differs between different jobs
 */
public record TrainingJob(Trainer trainer, TrainingSets sets, long fingerprint) {}
