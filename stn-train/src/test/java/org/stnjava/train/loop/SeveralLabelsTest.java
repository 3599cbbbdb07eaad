package org.stnjava.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.metric.MetricRow;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class SeveralLabelsTest {

  /** Four images of 1 x 3 pixels, whose first two pixels are white where their labels are 1. */
  private static final LabeledImages PAIRS =
      new LabeledImages(
          1,
          3,
          1,
          new byte[] {0, 0, 9, 0, -1, 9, -1, 0, 9, -1, -1, 9},
          new int[] {0, 0, 0, 1, 1, 0, 1, 1},
          2);

  /** A linear classifier of both pixels, whose weights cost their squares a few times over. */
  private record Linear(List<Float> costs) implements Classifier {
    @Override
    public String name() {
      return "linear";
    }

    @Override
    public ImageShape input() {
      return new ImageShape(1, 3, 1);
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public int labels() {
      return 2;
    }

    @Override
    public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
      Operand<TFloat32> pixels = tf.reshape(image, tf.constant(new int[] {-1, 3}));
      Operand<TFloat32> kernel = scope.weight("kernel", Shape.of(3, 4), Initializer.of(start()));
      Operand<TFloat32> logits =
          tf.reshape(tf.linalg.matMul(pixels, kernel), tf.constant(new int[] {-1, 2, 2}));
      Operand<TFloat32> squares =
          tf.reduceSum(tf.math.mul(kernel, kernel), tf.constant(new int[] {0, 1}));
      return new Classification(
          logits,
          List.of(),
          costs.stream()
              .<Operand<TFloat32>>map(cost -> tf.math.mul(squares, tf.constant(cost)))
              .toList());
    }

    private static float[] start() {
      return new float[] {.1f, -.2f, 0, 0, 0, .1f, .3f, 0, .1f, 0, 0, -.4f};
    }
  }

  private static MetricRow train(Classifier classifier, int steps, LabeledImages images) {
    List<MetricRow> rows = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onEvaluation(EvaluationEnded evaluation) {
            rows.add(evaluation.row());
          }
        };
    TrainConfig config =
        TrainConfig.of(
                OptimizerConfig.adam(),
                RateConfig.of(0.1, Schedule.CONSTANT),
                new Budget(steps, Budget.Unit.STEPS))
            .withBatch(4)
            .withEvaluations(1);
    Trainer.fit(
        NetworkTrainable.of(classifier),
        TrainingData.of(images, Distortions.byName("none"), images),
        config,
        List.of(listener));
    return rows.get(0);
  }

  @Test
  void areLearnedAllAtOnce() {
    MetricRow row = train(new Linear(List.of()), 200, PAIRS);

    assertThat(row.error()).isZero();
    assertThat(row.loss()).isLessThan(0.1);
  }

  @Test
  void makeAnImageWrongIfAnyIs() {
    byte[] pixels = {0, 0, 9, 0, 0, 9, -1, 0, 9, -1, -1, 9};
    // The first two images are the same, so one of their second labels stays wrong.
    LabeledImages twins = new LabeledImages(1, 3, 1, pixels, new int[] {0, 0, 0, 1, 1, 0, 1, 1}, 2);

    assertThat(train(new Linear(List.of()), 300, twins).error()).isEqualTo(0.25);
  }

  @Test
  void areTrainedTogetherWithPenaltiesButTestedWithoutThem() {
    MetricRow plain = train(new Linear(List.of()), 1, PAIRS);
    MetricRow penalized = train(new Linear(List.of(1f, 2f, 4f)), 1, PAIRS);
    double squares = 0;
    for (float weight : Linear.start()) {
      squares += weight * weight;
    }

    assertThat(penalized.trainLoss()).isCloseTo(plain.trainLoss() + 7 * squares, within(1e-5));
    // The penalty pulls the weights to 0 in the very first step, and is itself not in this loss.
    assertThat(penalized.loss()).isLessThan(penalized.trainLoss() - 6 * squares);
  }

  @Test
  void haveToBeAsManyAsTheNetworkClassifies() {
    LabeledImages single = new LabeledImages(1, 3, 1, PAIRS.pixels(), new int[] {0, 1, 0, 1}, 1);

    assertThatThrownBy(() -> train(new Linear(List.of()), 1, single))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("test set: target 'labels': expected int32 [N, 2] but got int32 [4]");
  }
}
