package org.stnjava.example;

import java.nio.file.Path;
import java.util.Map;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.Front;
import org.stnjava.savedmodel.tune.Tuning;
import org.stnjava.train.finetune.FineTuneConfig;
import org.stnjava.train.finetune.FineTuner;
import org.stnjava.train.finetune.Selection;
import org.stnjava.train.optimize.OptimizerConfig;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Loads a model from Python, warps and classifies with it, trains it further and saves it. */
final class SavedModelExample {

  private SavedModelExample() {}

  /** Shapes of what the model saw and said, and how far it has learned. */
  record Outcome(Shape warped, Shape logits, float loss) {}

  /** Images of 6 × 8 pixels, floats in [0, 1]. */
  static Outcome run(Path folder, TFloat32 images, int[] labels, Path out) {
    // tag::tune[]
    try (LoadedModel model = LoadedModel.open(folder);
        Result warp = model.call("warp", Map.of("image", images));
        Result before = model.call("serving_default", Map.of("image", images))) {
      TFloat32 warped = (TFloat32) warp.get("warped").orElseThrow();
      TFloat32 logits = (TFloat32) before.get("logits").orElseThrow();

      FineTuneConfig config = FineTuneConfig.of(OptimizerConfig.adam(), 0.01);
      try (FineTuner tuner = FineTuner.of(model, Tuning.of("serving_default"), config, 0)) {
        float loss = 0;
        for (int step = 0; step < 20; step++) {
          loss = tuner.step(Map.of("image", images), labels);
        }
        tuner.save(out);
        return new Outcome(warped.shape(), logits.shape(), loss);
      }
    }
    // end::tune[]
  }

  /**
   * Puts a transformer from Java before a model of 42 × 42 pixels, and trains nothing else.
   *
   * @param images of 40 × 60 pixels
   */
  static float transform(Path folder, TFloat32 images, int[] labels, Path out) {
    // tag::front[]
    SpatialTransformer transformer =
        new SpatialTransformer(
            "front",
            LocalizationNets.fullyConnected(),
            GridGenerator.of(new Affine(), 42, 42),
            Sampler.bilinear());
    Front front = Front.of("image", transformer).reading(new ImageShape(40, 60, 1));
    FineTuneConfig config =
        FineTuneConfig.of(OptimizerConfig.adam(), 0.001).withSelection(Selection.of("^front/"));
    try (LoadedModel model = LoadedModel.open(folder);
        FineTuner tuner =
            FineTuner.of(model, Tuning.of("serving_default").behind(front), config, 0)) {
      float loss = tuner.step(Map.of("image", images), labels);
      tuner.save(out);
      return loss;
    }
    // end::front[]
  }
}
