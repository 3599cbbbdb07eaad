package org.stnjava.train.experiment.paper;

import java.util.List;
import org.stnjava.train.experiment.Experiment;
import org.stnjava.train.experiment.ExperimentProvider;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

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
        new Tutorial());
  }

  /** Two thousand steps of Adam, one rate for all weights: some minutes on two cores. */
  static TrainConfig twoThousandSteps() {
    return TrainConfig.of(
            OptimizerConfig.adam(),
            RateConfig.of(1e-3, Schedule.COSINE).withLocalizationRate(1),
            new Budget(2000, Budget.Unit.STEPS))
        .withEvaluations(5);
  }
}
