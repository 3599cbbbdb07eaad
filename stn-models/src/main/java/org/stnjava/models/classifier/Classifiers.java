package org.stnjava.models.classifier;

import java.util.List;

/** The classifiers that come with the toolkit, by name. */
public final class Classifiers {

  /** What a black pixel is to the tutorial's transformer, which sees normalized images. */
  public static final float TUTORIAL_BACKGROUND = TutorialNetwork.BACKGROUND;

  private static final List<String> NAMES =
      List.of(
          "fcn", "cnn", "st-fcn", "st-cnn", "parallel-st-cnn", "st-parts", "st-volume", "tutorial");

  private Classifiers() {}

  /**
   * Makes a classifier.
   *
   * @param name one of {@link #names()}
   * @param options what it is made for
   * @return the classifier
   * @throws IllegalArgumentException if there is none of that name, the message then lists the
   *     names; or if it does not take such images
   */
  public static Classifier byName(String name, ClassifierOptions options) {
    return switch (name) {
      case "fcn" -> PaperNetworks.fcn(name, options);
      case "cnn" -> PaperNetworks.cnn(name, options);
      case "st-fcn" -> PaperNetworks.stFcn(name, options);
      case "st-cnn" -> PaperNetworks.stCnn(name, options);
      case "parallel-st-cnn" -> PaperNetworks.parallelStCnn(name, options);
      case "st-parts" -> PartsNetwork.of(name, options);
      case "st-volume" -> VolumeNetwork.of(name, options);
      case "tutorial" -> TutorialNetwork.of(name, options);
      default ->
          throw new IllegalArgumentException(
              "net: expected one of %s but got '%s'".formatted(NAMES, name));
    };
  }

  /**
   * Makes a classifier and takes its transformer away, to see what the transformer costs or gains.
   *
   * @param name one of {@link #names()}
   * @param options what the classifier with its transformer is made for
   * @return the same layers for images of the size that the transformer hands over
   * @throws IllegalArgumentException if there is none of that name, or it does not take such images
   */
  public static Classifier withoutTransformer(String name, ClassifierOptions options) {
    if (byName(name, options) instanceof TransformedClassifier classifier) {
      return classifier.withoutTransformers();
    }
    throw new IllegalArgumentException(
        "net: expected a classifier with transformers on its input but got '%s'".formatted(name));
  }

  /**
   * The names of all classifiers.
   *
   * @return the paper's four for distorted digits; those for several objects, for parts and for
   *     volumes; the tutorial's
   */
  public static List<String> names() {
    return NAMES;
  }
}
