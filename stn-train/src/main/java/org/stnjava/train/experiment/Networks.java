package org.stnjava.train.experiment;

import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.ops.sample.Padding;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.train.experiment.RunConfig.PaddingName;

/** The networks that settings name. */
final class Networks {

  private Networks() {}

  static Classifier of(RunConfig config, ExperimentData data) {
    ClassifierOptions options =
        ClassifierOptions.of(data.imageShape(), data.dataset().classes())
            .withTransform(Transforms.byName(config.transform()))
            .withPadding(padding(config));
    try {
      return Classifiers.byName(config.net(), options);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          message.startsWith("net: ") ? message : "net: " + message, e);
    }
  }

  /** Only the tutorial's network shows its transformer anything but 0 for black. */
  private static Padding padding(RunConfig config) {
    return config.padding() == PaddingName.BACKGROUND && config.net().equals("tutorial")
        ? Padding.constant(Classifiers.TUTORIAL_BACKGROUND)
        : Padding.zeros();
  }
}
