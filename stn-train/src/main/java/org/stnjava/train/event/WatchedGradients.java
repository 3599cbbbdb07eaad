package org.stnjava.train.event;

/**
 * Gradients of the weights on the monitored images, before clipping.
 *
 * @param norm the Euclidean norm over all weights; NaN if nothing is trained
 * @param localizationNorm the norm over the weights of localization networks; NaN if they are not
 *     trained
 * @param localizationZeros the fraction of exact zeros among the latter, in [0, 1] or NaN
 */
public record WatchedGradients(double norm, double localizationNorm, double localizationZeros) {}
