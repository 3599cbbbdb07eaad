package org.stnjava.train.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.WatchedTransformer;
import org.stnjava.train.optimize.RateConfig;

/**
 * Tells when a spatial transformer goes wrong, in words, with the setting that helps.
 *
 * <p>Remembers what it has told: an alarm comes once, and again only if it was right in between.
 */
public final class Alarms {

  /** Finnveden, Jansson and Lindeberg 2020. */
  private static final String FEATURES_ARE_NOT_IMAGES =
      " feature maps: warped features of a turned or scaled image are not the features of an"
          + " upright one, so only shifts are undone; set transformers to 1 to warp the image alone";

  private final Advice advice;
  private final Set<String> ringing = new HashSet<>();

  /**
   * No alarms yet.
   *
   * @param rates the settings that the alarms speak of
   */
  public Alarms(RateConfig rates) {
    this.advice = new Advice(rates);
  }

  /**
   * What is to be said before a training of transformers that do not warp the image itself.
   *
   * @param names those of the transformers that warp feature maps
   * @return one alarm for all of them; none if there are none
   */
  public static Optional<AlarmRaised> onFeatures(List<String> names) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String all = String.join(", ", names);
    String who = names.size() == 1 ? "transformer %s warps" : "transformers %s warp";
    return Optional.of(new AlarmRaised(0, all, who.formatted(all) + FEATURES_ARE_NOT_IMAGES));
  }

  /**
   * Looks at what was seen of a network.
   *
   * @param watched what was seen
   * @return what newly went wrong
   */
  public List<AlarmRaised> check(NetworkWatched watched) {
    List<AlarmRaised> raised = new ArrayList<>();
    for (WatchedTransformer transformer : watched.transformers()) {
      Symptoms symptoms = new Symptoms(watched, WarpFigures.of(transformer));
      for (Ailment ailment : Ailment.values()) {
        String key = transformer.name() + " " + ailment;
        Optional<String> complaint = ailment.complaint(symptoms, advice);
        if (complaint.isEmpty()) {
          ringing.remove(key);
        } else if (ringing.add(key)) {
          String message = "transformer %s %s".formatted(transformer.name(), complaint.get());
          raised.add(new AlarmRaised(watched.step(), transformer.name(), message));
        }
      }
    }
    return raised;
  }
}
