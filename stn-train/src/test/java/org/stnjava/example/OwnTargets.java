package org.stnjava.example;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingData;
import org.stnjava.train.loop.TrainingResult;
import org.stnjava.train.objective.Objective;
import org.stnjava.train.objective.Targets;
import org.stnjava.train.objective.TensorSpec;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Trains a network on arrays of one's own, with boxes instead of classes as targets. */
final class OwnTargets {

  private OwnTargets() {}

  // tag::objective[]
  /** The mean squared error of boxes, (x0, y0, x1, y1) in [-1, 1]. */
  record BoxLoss() implements Objective {
    @Override
    public List<TensorSpec> targets(int labels, OptionalInt classes) {
      return List.of(TensorSpec.floats("boxes", Shape.of(-1, 4)));
    }

    @Override
    public Operand<TFloat32> loss(Ops tf, Classification outputs, Targets targets) {
      Operand<TFloat32> boxes = targets.get("boxes", TFloat32.class);
      Operand<TFloat32> errors = tf.math.squaredDifference(outputs.logits(), boxes);
      return tf.math.mean(errors, tf.constant(new int[] {0, 1}));
    }
  }

  // end::objective[]

  /** Four outputs for images of 10 × 14 pixels. */
  record BoxNetwork() implements Classifier {
    @Override
    public String name() {
      return "boxes";
    }

    @Override
    public ImageShape input() {
      return new ImageShape(10, 14, 1);
    }

    @Override
    public int classes() {
      return 4;
    }

    @Override
    public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
      var features = tf.reshape(image, tf.constant(new int[] {-1, 140}));
      var outputs = Layers.dense("boxes", 4).apply(tf, scope, features);
      return new Classification(outputs, List.of());
    }
  }

  static TrainingResult run(float[] images, float[] boxes, int count, TrainingListener listener) {
    // tag::train[]
    Examples examples =
        Examples.of(
            Map.of("images", NpyArray.of(images, count, 10, 14, 1)),
            Map.of("boxes", NpyArray.of(boxes, count, 4)));
    NetworkTrainable network =
        new NetworkTrainable(new BoxNetwork(), new BoxLoss(), TFloat32.class);
    TrainConfig config =
        TrainConfig.of(
                OptimizerConfig.adam(),
                RateConfig.of(0.01, Schedule.COSINE),
                Budget.parse("20 epochs"))
            .withBatch(16)
            .withEvaluations(5);
    TrainingResult result =
        Trainer.fit(network, TrainingData.of(examples, examples), config, List.of(listener));
    // end::train[]
    return result;
  }
}
