package org.stnjava.train.experiment;

import org.stnjava.train.data.Distortion;

/**
 * A named setting of the paper's or the tutorial's, with the figures to compare with.
 *
 * @param name its name on the command line
 * @param summary what it is, one line
 * @param published what was published for it, one line
 * @param distortion what is done to the digits
 * @param defaults the settings of a run where the user gives none
 */
public record Experiment(
    String name, String summary, String published, Distortion distortion, RunConfig defaults) {}
