package org.stnjava.train.experiment;

import org.stnjava.train.data.Scene;

/**
 * A named setting of the paper's or the tutorial's, with the figures to compare with.
 *
 * @param name its name on the command line
 * @param summary what it is, one line
 * @param published what was published for it, one line
 * @param scene what is made of the digits
 * @param defaults the settings of a run where the user gives none
 */
public record Experiment(
    String name, String summary, String published, Scene scene, RunConfig defaults) {}
