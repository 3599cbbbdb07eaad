package org.stnjava.models.classifier;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import org.stnjava.models.classifier.Parallel.Localization;
import org.stnjava.models.localization.Start;
import org.stnjava.models.transformer.Penalties;

/**
 * A network of the toolkit with its name.
 *
 * @param name its name
 * @param arrangement of its transformers
 * @param usual default number of transformers, by the number of labels
 * @param background the value of a black pixel where its transformers read it
 * @param maker creates it
 */
record NamedNetwork(
    String name,
    Arrangement arrangement,
    IntUnaryOperator usual,
    float background,
    BiFunction<String, ClassifierOptions, Classifier> maker) {

  private static final List<NamedNetwork> ALL =
      List.of(
          new NamedNetwork("fcn", Arrangement.NONE, labels -> 1, PaperNetworks::fcn),
          new NamedNetwork("cnn", Arrangement.NONE, labels -> 1, PaperNetworks::cnn),
          new NamedNetwork("deep-cnn", Arrangement.NONE, labels -> 1, DeepNetworks::deepCnn),
          new NamedNetwork("st-fcn", Arrangement.SIDE_BY_SIDE, labels -> 1, PaperNetworks::stFcn),
          new NamedNetwork("st-cnn", Arrangement.SIDE_BY_SIDE, labels -> 1, PaperNetworks::stCnn),
          new NamedNetwork(
              "parallel-st-cnn",
              Arrangement.SIDE_BY_SIDE,
              labels -> labels,
              PaperNetworks::parallelStCnn),
          new NamedNetwork(
              "glimpse-st-cnn",
              Arrangement.GLIMPSES,
              labels -> labels == 1 ? 2 : labels,
              PaperNetworks::glimpseStCnn),
          new NamedNetwork(
              "stacked-st-cnn", Arrangement.IN_LINE, labels -> 4, DeepNetworks::stackedStCnn),
          new NamedNetwork(
              "recurrent-st-cnn", Arrangement.IN_LINE, labels -> 2, PaperNetworks::recurrentStCnn),
          new NamedNetwork("ic-st-cnn", Arrangement.IN_LINE, labels -> 2, PaperNetworks::icStCnn),
          new NamedNetwork("st-parts", Arrangement.SIDE_BY_SIDE, labels -> 2, PartsNetwork::of),
          new NamedNetwork("st-volume", Arrangement.SIDE_BY_SIDE, labels -> 1, VolumeNetwork::of),
          new NamedNetwork(
              "tutorial",
              Arrangement.SIDE_BY_SIDE,
              labels -> 1,
              TutorialNetwork.BACKGROUND,
              TutorialNetwork::of));

  private NamedNetwork(
      String name,
      Arrangement arrangement,
      IntUnaryOperator usual,
      BiFunction<String, ClassifierOptions, Classifier> maker) {
    this(name, arrangement, usual, 0, maker);
  }

  /** The arrangement of a network's transformers. */
  enum Arrangement {
    NONE("has no transformers"),
    SIDE_BY_SIDE("has its transformers side by side"),
    GLIMPSES("looks again and again with the same transformer"),
    IN_LINE("has its transformers one behind the other");

    private final String sentence;

    Arrangement(String sentence) {
      this.sentence = sentence;
    }
  }

  static NamedNetwork of(String name) {
    return ALL.stream()
        .filter(network -> network.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "net: expected one of %s but got '%s'".formatted(names(), name)));
  }

  static List<String> names() {
    return ALL.stream().map(NamedNetwork::name).toList();
  }

  boolean isInLine() {
    return arrangement == Arrangement.IN_LINE;
  }

  /** Creates the network; rejects options that have no effect on it. */
  Classifier with(ClassifierOptions options) {
    requireEffects(options);
    return maker.apply(name, options);
  }

  /** Rejects options that have no effect on a network with such transformers. */
  void requireEffects(ClassifierOptions options) {
    if (arrangement != Arrangement.SIDE_BY_SIDE) {
      Parallel parallel = options.parallel();
      refuse(parallel.start() != Start.IDENTITY, "start", "identity", "tiles");
      refuse(
          parallel.localization() != Localization.SEPARATE, "localization", "separate", "shared");
    }
    double diversity = options.penalties().diversity();
    if (arrangement == Arrangement.NONE || isInLine()) {
      refuse(diversity > 0, "diversity", "0", diversity);
    }
    if (arrangement == Arrangement.NONE) {
      refuseWhatOnlyTransformersHave(options);
    }
  }

  private void refuseWhatOnlyTransformersHave(ClassifierOptions options) {
    Penalties penalties = options.penalties();
    refuse(penalties.thetaPenalty() > 0, "thetaPenalty", "0", penalties.thetaPenalty());
    refuse(penalties.boundPenalty() > 0, "boundPenalty", "0", penalties.boundPenalty());
    refuse(options.theta() != ThetaUse.WARP, "theta", "warp", "forward");
    refuse(options.output().isPresent(), "outputSize", "usual", "a size");
  }

  private void refuse(boolean wrong, String option, Object expected, Object got) {
    if (wrong) {
      throw new IllegalArgumentException(
          "%s: expected %s for %s, which %s, but got %s"
              .formatted(option, expected, name, arrangement.sentence, got));
    }
  }
}
