package org.stnjava.train.diagnose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stnjava.train.diagnose.WarpFault.Diagnostics;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.WatchedTransformer;
import org.stnjava.train.optimize.RateConfig;

/**
 * Detects faults of spatial transformers during training and names the setting that helps.
 *
 * <p>An alarm is raised once, and again only after its fault has disappeared. Not thread-safe.
 */
public final class Alarms {

  /** Finnveden, Jansson and Lindeberg 2020. */
  private static final String FEATURES_ARE_NOT_IMAGES =
      " feature maps: warped features of a rotated or scaled image are not the features of an"
          + " upright one, so only shifts are undone; set transformers to 1 to warp the image alone";

  private final Remedy remedy;
  private final Set<String> active = new HashSet<>();

  /**
   * Creates a detector without active alarms.
   *
   * @param rates the settings of the run, which the remedies refer to
   */
  public Alarms(RateConfig rates) {
    this.remedy = new Remedy(rates);
  }

  /**
   * Warns before training of transformers that warp feature maps instead of the image.
   *
   * @param names the names of the transformers that warp feature maps
   * @return one alarm for all of them; empty if there are none
   */
  public static Optional<AlarmRaised> onFeatures(List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String all = String.join(", ", names);
    String subject = names.size() == 1 ? "transformer %s warps" : "transformers %s warp";
    return Optional.of(new AlarmRaised(0, subject.formatted(all) + FEATURES_ARE_NOT_IMAGES));
  }

  /**
   * Checks the latest measurement of a network.
   *
   * @param watched the measurement
   * @return the alarms that are newly raised
   */
  public List<AlarmRaised> check(NetworkWatched watched) {
    List<AlarmRaised> raised = new ArrayList<>();
    for (WatchedTransformer transformer : watched.transformers()) {
      Diagnostics diagnostics = new Diagnostics(watched, WarpStatistics.of(transformer));
      for (WarpFault fault : WarpFault.values()) {
        String key = transformer.name() + " " + fault;
        Optional<String> found = fault.message(diagnostics, remedy);
        if (found.isEmpty()) {
          active.remove(key);
        } else if (active.add(key)) {
          String message = "transformer %s %s".formatted(transformer.name(), found.get());
          raised.add(new AlarmRaised(watched.step(), message));
        }
      }
    }
    return raised;
  }
}
