package org.stnjava.train.experiment;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.stnjava.train.experiment.paper.ClutteredDigits;
import org.stnjava.train.experiment.paper.Colocalisation;
import org.stnjava.train.experiment.paper.DigitAddition;
import org.stnjava.train.experiment.paper.DigitSequence;
import org.stnjava.train.experiment.paper.DigitsInSpace;
import org.stnjava.train.experiment.paper.DistortedDigits;
import org.stnjava.train.experiment.paper.FineGrained;
import org.stnjava.train.experiment.paper.OwnImages;
import org.stnjava.train.experiment.paper.SeveralDigits;
import org.stnjava.train.experiment.paper.Tutorial;

/**
 * The experiments that come with the toolkit, by name, and those that a program adds: {@link
 * ServiceLoader} finds them by a line in {@code
 * META-INF/services/org.stnjava.train.experiment.Experiment}.
 */
public final class Experiments {

  private static final List<Experiment> OURS =
      List.of(
          DistortedDigits.rotated(),
          DistortedDigits.rotatedScaledTranslated(),
          DistortedDigits.projected(),
          DistortedDigits.elastic(),
          DistortedDigits.translated(),
          DistortedDigits.translatedCluttered(),
          new ClutteredDigits(),
          new DigitAddition(),
          new SeveralDigits(),
          new DigitSequence(),
          new FineGrained(),
          new DigitsInSpace(),
          new Colocalisation(),
          new Tutorial(),
          new OwnImages());

  private static final List<Experiment> ALL =
      Stream.concat(
              OURS.stream(),
              ServiceLoader.load(Experiment.class).stream().map(ServiceLoader.Provider::get))
          .toList();

  private Experiments() {}

  /** {@return all experiments, a program's own last} */
  public static List<Experiment> all() {
    return ALL;
  }

  /** {@return what is run when no experiment is named} */
  public static Experiment first() {
    return byName("mnist-rts");
  }

  /**
   * Finds an experiment.
   *
   * @param name its name
   * @return the experiment
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static Experiment byName(String name) {
    return ALL.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "experiment: expected one of %s but got '%s'"
                        .formatted(ALL.stream().map(Experiment::name).toList(), name)));
  }
}
