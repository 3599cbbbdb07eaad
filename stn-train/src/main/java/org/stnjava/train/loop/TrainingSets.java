package org.stnjava.train.loop;

import org.stnjava.train.data.LabeledImages;
import org.stnjava.train.data.Scene;

/**
 * The images of a training.
 *
 * @param train images to learn from
 * @param scene what is made of them, anew in each epoch
 * @param test images to test on, as they are
 */
public record TrainingSets(LabeledImages train, Scene scene, LabeledImages test) {}
