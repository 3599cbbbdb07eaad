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
