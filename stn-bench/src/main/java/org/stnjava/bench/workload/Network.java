package org.stnjava.bench.workload;

import java.util.Optional;
import java.util.stream.Stream;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

/** The networks that are timed, each trained as in its experiment. */
public enum Network {
  /** The PyTorch tutorial's. */
  TUTORIAL("tutorial", "tutorial", Part.WHOLE),
  /** The tutorial's without its transformer. */
  TUTORIAL_PLAIN("tutorial-plain", "tutorial", Part.CLASSIFIER),
  /** The paper's ST-CNN on images of 42×42 pixels. */
  ST_CNN("st-cnn", "st-cnn", Part.WHOLE),
  /** The paper's ST-CNN without its transformer, on images as the transformer hands them over. */
  ST_CNN_PLAIN("st-cnn-plain", "st-cnn", Part.CLASSIFIER);

  /** How many classes there are. */
  public static final int CLASSES = 10;

  private final String label;
  private final String classifier;
  private final Part part;

  Network(String label, String classifier, Part part) {
    this.label = label;
    this.classifier = classifier;
    this.part = part;
  }

  private enum Part {
    WHOLE,
    CLASSIFIER
  }

  /** {@return the name in tables and on the command line} */
  public String label() {
    return label;
  }

  /** {@return the network without its transformer, if it has one} */
  public Optional<Network> withoutTransformer() {
    return Stream.of(values())
        .filter(other -> part == Part.WHOLE && other.part == Part.CLASSIFIER)
        .filter(other -> other.classifier.equals(classifier))
        .findFirst();
  }

  /**
   * Makes the network.
   *
   * @param sampler how its transformer reads the images
   * @return the network
   */
  public Classifier classifier(Sampler sampler) {
    int side = isTutorial() ? 28 : 42;
    ImageShape images = new ImageShape(side, side, 1);
    ClassifierOptions options = ClassifierOptions.of(images, CLASSES).withSampler(sampler);
    return part == Part.WHOLE
        ? Classifiers.byName(classifier, options)
        : Classifiers.withoutTransformer(classifier, options);
  }

  /**
   * How it is trained: the tutorial's by plain gradient descent, the paper's by Adam.
   *
   * @param batch images a step
   * @param seed of the weights
   * @return the configuration
   */
  public TrainConfig config(int batch, long seed) {
    OptimizerConfig rule = isTutorial() ? OptimizerConfig.sgd(0) : OptimizerConfig.adam();
    RateConfig rates = RateConfig.of(isTutorial() ? 0.01 : 1e-3, Schedule.CONSTANT);
    return TrainConfig.of(rule, rates.withLocalizationRate(1), new Budget(1, Budget.Unit.EPOCHS))
        .withBatch(batch)
        .withSeed(seed);
  }

  /** {@return whether steps are random, by dropout} */
  public boolean isRandom() {
    return isTutorial();
  }

  private boolean isTutorial() {
    return classifier.equals("tutorial");
  }
}
