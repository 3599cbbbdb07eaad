package org.stnjava.models.classifier;

import java.util.List;
import java.util.Map;
import org.stnjava.models.layer.Layer;

/** The classifiers that come with the toolkit, by name. */
public final class Classifiers {

  /** The name of {@link #colocalizer}, which {@link #byName} does not create. */
  public static final String COLOCALIZER = "colocalizer";

  /** Prefix of the names of the weights of {@link #encoder}. */
  public static final String ENCODER = DigitEncoder.NAME + "/";

  private Classifiers() {}

  /**
   * Creates a classifier.
   *
   * @param name one of {@link #names()}
   * @param options its images, labels and transformers
   * @return the classifier
   * @throws IllegalArgumentException if there is none of that name, the message then lists the
   *     names; or if it does not take such images or such options
   */
  public static Classifier byName(String name, ClassifierOptions options) {
    return NamedNetwork.of(name).with(options);
  }

  /**
   * A network that was trained before, without its last layer.
   *
   * @param features from images of the size of {@code input}, in [0, 1], to {@code [N, F]} or
   *     {@code [N, h, w, F]}, of which the mean is taken
   * @param input the images that it reads
   */
  public record Backbone(Layer features, ImageShape input) {}

  /**
   * Creates a classifier on a backbone: parallel transformers as another classifier has them, each
   * output at the size that the backbone reads, the backbone on all of them with the same weights,
   * and a linear layer on the concatenated features. Without transformers the image is resized.
   *
   * @param name one of {@link #names()}, without transformers or with transformers side by side
   * @param options its images, labels and transformers; gray images are repeated for each channel
   *     of the backbone
   * @param backbone computes the features
   * @return the classifier
   * @throws IllegalArgumentException if there is none of that name, or it does not take such images
   *     or such options
   */
  public static Classifier onBackbone(String name, ClassifierOptions options, Backbone backbone) {
    return BackboneNetwork.of(NamedNetwork.of(name), options, backbone);
  }

  /**
   * The default number of transformers of a classifier.
   *
   * @param name one of {@link #names()}
   * @param labels number of labels of an image, at least 1
   * @return at least 1, also for classifiers without transformers
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
   * Creates a classifier and removes its transformer, as a baseline to measure the transformer
   * against.
   *
   * @param name one of {@link #names()}
   * @param options of the classifier with its transformer
   * @return the same layers for images of the size of the transformer's output
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
   * Whether a classifier has its transformers in sequence, so that the last one reads the region
   * that all of them arrive at.
   *
   * @param name any name
   * @return whether it is one of {@link #names()} with transformers in sequence
   */
  public static boolean isInLine(String name) {
    return names().contains(name) && NamedNetwork.of(name).isInLine();
  }

  /**
   * Creates a small CNN for single objects, whose embeddings {@link #colocalizer} compares.
   *
   * @param input the images, at least 16×16
   * @param objects number of classes of objects
   * @return the classifier; it has one class more, the last, for images without an object
   */
  public static Classifier encoder(ImageShape input, int objects) {
    return new DigitEncoder(input, objects);
  }

  /**
   * Creates a network that finds what images have in common (the paper's section 4.4). Its
   * penalties are its only loss; freeze the weights of its encoder, whose names begin with {@value
   * #ENCODER}.
   *
   * @param options the images, of at least 17×17, and the number of classes of objects of the
   *     encoder
   * @param object shape of the single-object images that the encoder was trained on
   * @param encoder weights of the trained {@link #encoder} by name
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
