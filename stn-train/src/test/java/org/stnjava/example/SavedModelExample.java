package org.stnjava.example;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.Classifiers.Backbone;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.savedmodel.layer.ImportedLayer;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.Front;
import org.stnjava.savedmodel.tune.Tuning;
import org.stnjava.train.finetune.SavedModelTrainable;
import org.stnjava.train.finetune.Selection;
import org.stnjava.train.finetune.TuningOptions;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingData;
import org.stnjava.train.loop.TrainingResult;
import org.stnjava.train.objective.Objective;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.ParameterGroups;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Loads a model from Python, warps and classifies with it, trains it further and saves it. */
final class SavedModelExample {

  private SavedModelExample() {}

  /** Shapes of what the model saw and said, and the losses of training it further. */
  record Outcome(Shape warped, Shape logits, List<Double> losses) {}

  /** Images of 6 × 8 pixels, floats in [0, 1]. */
  static Outcome run(Path folder, TFloat32 images, Examples examples, Path out) {
    // tag::tune[]
    try (LoadedModel model = LoadedModel.open(folder);
        Result warp = model.call("warp", Map.of("image", images));
        Result before = model.call("serving_default", Map.of("image", images));
        SavedModelTrainable trainable =
            SavedModelTrainable.of(model, Tuning.of("serving_default"), TuningOptions.all())) {
      TFloat32 warped = (TFloat32) warp.get("warped").orElseThrow();
      TFloat32 logits = (TFloat32) before.get("logits").orElseThrow();

      // Inputs under the signature's names, float32 [N, 6, 8, 1]; the target "labels", int32 [N].
      TrainingData data = TrainingData.of(Batches.shuffled(examples, 4, 0), examples);
      TrainConfig config =
          TrainConfig.of(
              OptimizerConfig.adam(),
              RateConfig.of(0.01, Schedule.COSINE),
              Budget.parse("20 steps"));
      Losses losses = new Losses();
      TrainingResult result = Trainer.fit(trainable, data, config, List.of(losses));
      trainable.export(result.best().weights(), out);
      return new Outcome(warped.shape(), logits.shape(), losses.all());
    }
    // end::tune[]
  }

  /**
   * Puts a transformer from Java before a model of 42 × 42 pixels, and trains nothing else.
   *
   * @param examples images of 40 × 60 pixels
   */
  static TrainingResult transform(Path folder, Examples examples, Path out) {
    // tag::front[]
    SpatialTransformer transformer =
        new SpatialTransformer(
            "front",
            LocalizationNets.fullyConnected(),
            GridGenerator.of(new Affine(), 42, 42),
            Sampler.bilinear());
    Front front = Front.of("image", transformer).reading(new ImageShape(40, 60, 1));
    try (LoadedModel model = LoadedModel.open(folder);
        SavedModelTrainable trainable =
            SavedModelTrainable.of(
                model,
                Tuning.of("serving_default").behind(front),
                TuningOptions.all().withLogits("logits").withSelection(Selection.of("^front/")))) {
      TrainConfig config =
          TrainConfig.of(
              OptimizerConfig.adam(),
              RateConfig.of(0.001, Schedule.CONSTANT),
              Budget.parse("2 steps"));
      TrainingResult result =
          Trainer.fit(
              trainable,
              TrainingData.of(Batches.inOrder(examples, 4), Examples.none()),
              config,
              List.of());
      trainable.export(result.last().weights(), out);
      return result;
    }
    // end::front[]
  }

  /**
   * Builds a network on a model of 42 × 42 pixels: two transformers, the model on both outputs, and
   * a new last layer.
   *
   * @param examples images of 40 × 60 pixels
   */
  static TrainingResult build(Path folder, Examples examples, Path out) {
    // tag::layer[]
    ImportedLayer features;
    try (LoadedModel model = LoadedModel.open(folder)) {
      features = ImportedLayer.of(model, "image", "logits").withName("body").withTrained("fc");
    }
    Classifier network =
        Classifiers.onBackbone(
            "st-cnn",
            ClassifierOptions.of(new ImageShape(40, 60, 1), 8).withTransformers(2),
            new Backbone(features, new ImageShape(42, 42, 1)));
    NetworkTrainable trainable =
        new NetworkTrainable(network, Objective.crossEntropy(), TFloat32.class);
    TrainConfig config =
        TrainConfig.of(
            OptimizerConfig.adam(),
            RateConfig.of(0.001, Schedule.CONSTANT).withGroups(ParameterGroups.parse("^body/=0.1")),
            Budget.parse("2 steps"));
    TrainingResult result =
        Trainer.fit(
            trainable,
            TrainingData.of(Batches.inOrder(examples, 2), Examples.none()),
            config,
            List.of());
    trainable.export(result.last().weights(), out);
    // end::layer[]
    return result;
  }
}
