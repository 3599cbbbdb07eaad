package org.stnjava.train.experiment.paper;

import java.util.List;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.ExperimentProvider;

/** The experiments that come with the toolkit. */
public final class PaperExperiments implements ExperimentProvider {

  @Override
  public List<Experiment> experiments() {
    return List.of(
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
  }
}
