package org.stnjava.train.loop;

import org.stnjava.train.data.Distortion;
import org.stnjava.train.data.LabeledImages;

/**
 * The images of a training.
 *
 * @param train undistorted images to learn from
 * @param distortion what is done to them, anew in each epoch
 * @param test images to test on, as they are
 */
public record TrainingSets(LabeledImages train, Distortion distortion, LabeledImages test) {}
