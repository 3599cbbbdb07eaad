package org.stnjava.train.experiment;

import com.google.common.base.Ascii;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.classifier.InputNormalization;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.layer.LocalContrast;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.train.backbone.BackboneModel;
import org.stnjava.train.config.NetworkConfig;
import org.stnjava.train.config.NetworkConfig.NormalizationName;
import org.stnjava.train.config.NetworkConfig.PaddingName;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The network of an experiment, and what its graph consists of. */
final class Networks {

  /** The window of Jarrett et al. 2009. */
  private static final int CONTRAST_WINDOW = 9;

  private Networks() {}

  static Classifier of(RunConfig config, ExperimentData data) {
    NetworkConfig network = config.network();
    ClassifierOptions options =
        ClassifierOptions.of(data.imageShape(), data.classes())
            .withLabels(data.labels())
            .withTransform(Transforms.byName(network.transform()))
            .withPadding(padding(config, data));
    try {
      ClassifierOptions all = network.appliedTo(options);
      return config.pretrained().exists()
          ? onBackbone(config, all)
          : normalized(
              Experiments.byName(config.experiment()).classifier(config, all, data.all()),
              network,
              data);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      boolean namesASetting =
          config.settings().keySet().stream().anyMatch(name -> message.startsWith(name + ": "));
      throw new IllegalArgumentException(namesASetting ? message : "net: " + message, e);
    }
  }

  private static Classifier onBackbone(RunConfig config, ClassifierOptions options) {
    NormalizationName normalization = config.network().normalization();
    if (normalization != NormalizationName.USUAL) {
      throw new IllegalArgumentException(
          "normalization: expected usual with a backbone, which reads backboneRange, but got "
              + Ascii.toLowerCase(normalization.name()));
    }
    return Classifiers.onBackbone(
        config.network().net(), options, BackboneModel.load(config.pretrained()));
  }

  /** Returns the names of all weights of a network that can be trained. */
  static List<String> weightNames(Classifier classifier) {
    return inGraph(
        classifier, (weights, network) -> weights.trainable().stream().map(Weight::name).toList());
  }

  /** Returns the names of the transforms of a network's transformers, {@code none} without one. */
  static String transforms(Classifier classifier) {
    String names =
        inGraph(
            classifier,
            (weights, network) ->
                network.warps().stream()
                    .map(warp -> warp.transformer().generator().transform().name())
                    .distinct()
                    .collect(Collectors.joining(", ")));
    return names.isEmpty() ? "none" : names;
  }

  private static <R> R inGraph(
      Classifier classifier, BiFunction<Weights, Classification, R> reader) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 0);
      ImageShape input = classifier.input();
      Shape shape = Shape.of(-1, input.height(), input.width(), input.channels());
      Classification network =
          classifier.classify(
              tf,
              ModelScope.inference(weights),
              tf.placeholder(TFloat32.class, Placeholder.shape(shape)));
      return reader.apply(weights, network);
    }
  }

  private static Classifier normalized(
      Classifier classifier, NetworkConfig network, ExperimentData data) {
    return switch (network.inputNormalization()) {
      case NONE -> classifier;
      case CHANNELS -> {
        ChannelStatistics statistics = ChannelStatistics.of(data.dataset().train());
        yield Classifiers.normalized(
            classifier, Layers.normalize(statistics.means(), statistics.deviations()));
      }
      case LOCAL_CONTRAST -> Classifiers.normalized(classifier, new LocalContrast(CONTRAST_WINDOW));
    };
  }

  /** Padding of the transformers; images are not normalized before a backbone. */
  private static Padding padding(RunConfig config, ExperimentData data) {
    NetworkConfig network = config.network();
    if (network.padding() != PaddingName.BACKGROUND || config.pretrained().exists()) {
      return Padding.zeros();
    }
    if (network.inputNormalization() == InputNormalization.CHANNELS) {
      return Padding.constant(ChannelStatistics.of(data.dataset().train()).black());
    }
    float background = Classifiers.background(network.net());
    return background == 0 ? Padding.zeros() : Padding.constant(background);
  }
}
