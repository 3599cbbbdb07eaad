package org.stnjava.cluster.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.cluster.task.LocalCluster;
import org.stnjava.cluster.task.Task;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.set.Dataset;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.Layers;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.train.config.DistributedConfig;
import org.stnjava.train.config.DistributedConfig.LostWorker;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingData;
import org.stnjava.train.loop.TrainingJob;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Networks with state, such as batch norm, in a cluster. */
class StateTrainingTest {

  private record Normalized() implements Classifier {
    @Override
    public String name() {
      return "normalized";
    }

    @Override
    public ImageShape input() {
      return new ImageShape(28, 28, 1);
    }

    @Override
    public int classes() {
      return 10;
    }

    @Override
    public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
      return new Classification(
          Layers.sequence(
                  Layers.conv("conv", 4, 5),
                  Layers.batchNorm("norm"),
                  Layers.flatten(),
                  Layers.dense("fc", classes()))
              .apply(tf, scope, image),
          List.of());
    }
  }

  private static Map<String, float[]> train(boolean sync) {
    Dataset digits = Glyphs.dataset(5, 3, 1);
    TrainConfig config =
        TrainConfig.of(
                OptimizerConfig.adam(),
                RateConfig.of(1e-2, Schedule.COSINE),
                Budget.parse("3 steps"))
            .withBatch(4)
            .withSeed(11);
    DistributedConfig cluster = new DistributedConfig(sync, LostWorker.WAIT, 30, 60);
    LocalCluster servers = LocalCluster.start(1, 1);
    ParameterServerStrategy chief =
        new ParameterServerStrategy(servers.server(Task.CHIEF), cluster, notice -> {});
    TrainingJob job =
        new TrainingJob(
            NetworkTrainable.of(new Normalized()),
            TrainingData.of(digits.train(), Distortions.byName("r"), digits.test()),
            config,
            7);
    return Trainer.of(job).with(chief).fit().last().weights();
  }

  @Test
  void changesInAsynchronousSteps() {
    Map<String, float[]> weights = train(false);

    assertThat(weights.get("norm/moving_mean")).isNotEqualTo(new float[4]);
    assertThat(weights.get("norm/moving_variance")).doesNotContain(1);
  }

  @Test
  void isRejectedForSynchronousSteps() {
    assertThatThrownBy(() -> train(true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sync: expected false for a network that keeps state, such as batch norm, but got true;"
                + " train it asynchronously or in one process");
  }
}
