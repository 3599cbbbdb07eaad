package org.stnjava.train.experiment;

import java.util.List;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.train.experiment.NetworkConfig.PaddingName;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The networks that settings name. */
final class Networks {

  private Networks() {}

  static Classifier of(RunConfig config, ExperimentData data) {
    NetworkConfig network = config.network();
    ClassifierOptions options =
        ClassifierOptions.of(data.imageShape(), data.classes())
            .withLabels(data.labels())
            .withTransform(Transforms.byName(network.transform()))
            .withPadding(padding(network));
    try {
      return Experiments.byName(config.experiment())
          .classifier(config, network.appliedTo(options), data.all());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      boolean namesASetting =
          config.settings().keySet().stream().anyMatch(name -> message.startsWith(name + ": "));
      throw new IllegalArgumentException(namesASetting ? message : "net: " + message, e);
    }
  }

  /** The names of all weights of a network that can be trained. */
  static List<String> weightNames(Classifier classifier) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 0);
      ImageShape input = classifier.input();
      Shape shape = Shape.of(-1, input.height(), input.width(), input.channels());
      classifier.classify(
          tf,
          ModelScope.inference(weights),
          tf.placeholder(TFloat32.class, Placeholder.shape(shape)));
      return weights.trainable().stream().map(Weight::name).toList();
    }
  }

  /** Only the tutorial's network shows its transformer anything but 0 for black. */
  private static Padding padding(NetworkConfig network) {
    return network.padding() == PaddingName.BACKGROUND && network.net().equals("tutorial")
        ? Padding.constant(Classifiers.TUTORIAL_BACKGROUND)
        : Padding.zeros();
  }
}
