package org.stnjava.models.classifier;

import java.util.List;
import java.util.Map;

/** The classifiers that come with the toolkit, by name. */
public final class Classifiers {

  /** The name of {@link #colocalizer}, which is not made by its name alone. */
  public static final String COLOCALIZER = "colocalizer";

  /** What the names of the weights of {@link #encoder} begin with. */
  public static final String ENCODER = DigitEncoder.NAME + "/";

  private Classifiers() {}

  /**
   * Makes a classifier.
   *
   * @param name one of {@link #names()}
   * @param options what it is made for
   * @return the classifier
   * @throws IllegalArgumentException if there is none of that name, the message then lists the
   *     names; or if it does not take such images or such options
   */
  public static Classifier byName(String name, ClassifierOptions options) {
    return NamedNetwork.of(name).with(options);
  }

  /**
   * How many transformers a classifier has where nobody says how many.
   *
   * @param name one of {@link #names()}
   * @param labels how many things of an image it classifies, at least 1
   * @return at least 1; for classifiers without transformers, too
   * @throws IllegalArgumentException if there is none of that name
   */
  public static int usualTransformers(String name, int labels) {
    return NamedNetwork.of(name).usual().applyAsInt(labels);
  }

  /**
   * The value of a black pixel where the transformers of a classifier read it.
   *
   * @param name any name
   * @return 0, except for classifiers of {@link #names()} that normalize their input first
   */
  public static float background(String name) {
    return names().contains(name) ? NamedNetwork.of(name).background() : 0;
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
   * Whether a classifier has its transformers one behind the other, so that where the last one
   * looks is what all of them have come to.
   *
   * @param name any name
   * @return whether it is one of {@link #names()}, and has
   */
  public static boolean isInLine(String name) {
    return names().contains(name) && NamedNetwork.of(name).isInLine();
  }

  /**
   * Makes a small CNN for single objects, whose features {@link #colocalizer} compares.
   *
   * @param input the images, at least 16×16
   * @param objects how many classes of objects it tells apart
   * @return the classifier; it has one class more, the last, for images without an object
   */
  public static Classifier encoder(ImageShape input, int objects) {
    return new DigitEncoder(input, objects);
  }

  /**
   * Makes a network that finds what images have in common (the paper's section 4.4). All that it
   * learns by is its penalty; the weights of its encoder, whose names begin with {@value #ENCODER},
   * must be frozen.
   *
   * @param options the images, of at least 17×17, and how many classes of objects the encoder tells
   *     apart
   * @param object the images of single objects that the encoder has learned from
   * @param encoder what {@link #encoder} has learned from these, weights by name
   * @return the classifier
   */
  public static Classifier colocalizer(
      ClassifierOptions options, ImageShape object, Map<String, float[]> encoder) {
    return new Colocalizer(options, object, encoder);
  }

  /**
   * The names of all classifiers.
   *
   * @return those without transformers, those with transformers side by side, those with one behind
   *     the other, then the tutorial's
   */
  public static List<String> names() {
    return NamedNetwork.names();
  }
}
