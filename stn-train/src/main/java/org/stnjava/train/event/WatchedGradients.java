package org.stnjava.train.event;

/**
 * What the gradients of the weights were on the images that a network is watched on, before any
 * bounds.
 *
 * @param norm the length of all of them as one vector; NaN if nothing is trained
 * @param localizationNorm that of the localization networks; NaN if they are not trained
 * @param localizationZeros the share of exact zeros among these numbers, in [0, 1] or NaN
 */
public record WatchedGradients(double norm, double localizationNorm, double localizationZeros) {}
