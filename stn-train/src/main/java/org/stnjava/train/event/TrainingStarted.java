package org.stnjava.train.event;

/**
 * What is about to be trained.
 *
 * @param parameters how many numbers are learned
 * @param trainImages how many images there are to learn from
 * @param testImages how many images it is tested on
 */
public record TrainingStarted(long parameters, int trainImages, int testImages) {}
