package org.stnjava.train.watch;

import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.WatchedGradients;

/**
 * What an alarm is raised on.
 *
 * @param watched what was seen of the network
 * @param warp how one of its transformers warps
 */
record Symptoms(NetworkWatched watched, WarpFigures warp) {

  int step() {
    return watched.step();
  }

  WatchedGradients gradients() {
    return watched.gradients();
  }

  /** Whether localization networks learn at all. */
  boolean isTrained() {
    return !Double.isNaN(gradients().localizationZeros());
  }
}
