package org.stnjava.cluster.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.cluster.task.Address;
import org.stnjava.cluster.task.ClusterSpec;
import org.stnjava.cluster.task.LocalCluster;
import org.stnjava.cluster.task.Task;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.set.Dataset;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.train.config.DistributedConfig;
import org.stnjava.train.config.DistributedConfig.LostWorker;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.loop.Budget;
import org.stnjava.train.loop.TrainConfig;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingData;
import org.stnjava.train.loop.TrainingJob;
import org.stnjava.train.optimize.Clipping;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.OptimizerConfig.OptimizerName;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

/** Whole trainings whose servers and workers are all in this process. */
class ClusterTrainingTest {

  private static final int STEPS = 6;

  /**
   * Large compared with the rounding errors of gradients: with a smaller one Adam moves a weight
   * whose gradient is a rounding error by the whole learning rate, on some processors.
   */
  private static final double EPSILON = 1e-4;

  private static final int BATCH = 12;
  private static final long FINGERPRINT = 7;

  private static final Dataset DIGITS = Glyphs.dataset(5, 3, 1);

  private static final TrainingData DATA =
      TrainingData.of(DIGITS.train(), Distortions.byName("r"), DIGITS.test());

  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  /** Keeps what it hears, and does something before a step. */
  private static class Recorder implements TrainingListener {
    private final List<Double> losses = new ArrayList<>();
    private double testLoss;

    @Override
    public void onStep(StepEnded step) {
      losses.add(step.loss());
    }

    @Override
    public void onEvaluation(EvaluationEnded evaluation) {
      testLoss = evaluation.row().loss();
    }
  }

  private static TrainingJob job(String net, OptimizerName optimizer, long fingerprint) {
    TrainConfig config =
        TrainConfig.of(
                new OptimizerConfig(optimizer, 0.9, 0.99, 0.9, 0.999, EPSILON, 0.01),
                RateConfig.of(1e-2, Schedule.COSINE),
                Budget.parse(STEPS + " steps"))
            .withBatch(BATCH)
            .withClipping(new Clipping(0, 1))
            .withSeed(11);
    return new TrainingJob(
        NetworkTrainable.of(
            Classifiers.byName(net, ClassifierOptions.of(new ImageShape(28, 28, 1), 10))),
        DATA,
        config,
        fingerprint);
  }

  private static DistributedConfig waiting(boolean sync) {
    return new DistributedConfig(sync, LostWorker.WAIT, 30, 60);
  }

  private Map<String, float[]> train(
      LocalCluster servers, DistributedConfig config, Trainer trainer) {
    return trainer
        .with(new ParameterServerStrategy(servers.server(Task.CHIEF), config, notices::add))
        .fit()
        .last()
        .weights();
  }

  private CompletableFuture<Void> work(
      LocalCluster servers, int index, DistributedConfig config, TrainingJob job) {
    return CompletableFuture.runAsync(
        () -> new Worker(servers.server(Task.worker(index)), config, job, notices::add).run());
  }

  private static TrainingJob job(String net, OptimizerName optimizer) {
    return job(net, optimizer, FINGERPRINT);
  }

  private static Trainer trainer(String net, OptimizerName optimizer, Recorder recorder) {
    return Trainer.of(job(net, optimizer)).with(List.of(recorder));
  }

  @ParameterizedTest(name = "{0} ps, {1} workers, {2} with {3}, seed 11")
  @CsvSource({"1, 2, st-fcn, ADAM", "2, 3, fcn, NESTEROV"})
  void equalsOneProcess(int ps, int workers, String net, OptimizerName optimizer) {
    Recorder alone = new Recorder();
    Recorder together = new Recorder();
    Map<String, float[]> expected = trainer(net, optimizer, alone).fit().last().weights();
    LocalCluster servers = LocalCluster.start(ps, workers);
    List<CompletableFuture<Void>> others = new ArrayList<>();
    for (int i = 1; i < workers; i++) {
      others.add(work(servers, i, waiting(true), job(net, optimizer)));
    }

    Map<String, float[]> weights = train(servers, waiting(true), trainer(net, optimizer, together));

    others.forEach(CompletableFuture::join);
    assertThat(together.losses).hasSize(STEPS);
    for (int step = 0; step < STEPS; step++) {
      assertThat(together.losses.get(step)).isCloseTo(alone.losses.get(step), within(1e-5));
    }
    assertThat(together.testLoss).isCloseTo(alone.testLoss, within(1e-5));
    assertThat(weights.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, values) ->
            assertThat(weights.get(name)).as(name).containsExactly(values, within(1e-5f)));
  }

  @Test
  void splitsGivenBatchesAmongTheWorkers() {
    Recorder alone = new Recorder();
    Recorder together = new Recorder();
    Trainer.of(givenBatches()).with(List.of(alone)).fit();
    LocalCluster servers = LocalCluster.start(1, 2);
    CompletableFuture<Void> other = work(servers, 1, waiting(true), givenBatches());

    train(servers, waiting(true), Trainer.of(givenBatches()).with(List.of(together)));

    other.join();
    assertThat(together.losses).hasSize(STEPS);
    for (int step = 0; step < STEPS; step++) {
      assertThat(together.losses.get(step)).isCloseTo(alone.losses.get(step), within(1e-5));
    }
  }

  /** Batches that keep their size, in a job whose configuration names another. */
  private static TrainingJob givenBatches() {
    TrainingJob job = job("fcn", OptimizerName.ADAM);
    Examples examples = Examples.of(DIGITS.train());
    return new TrainingJob(
        job.trainable(),
        TrainingData.of(Batches.shuffled(examples, 8, 3), Examples.of(DIGITS.test())),
        job.config().withBatch(7),
        FINGERPRINT);
  }

  @Test
  void goesOnWithoutAWorkerAndTakesItInWhenItComes() {
    Recorder alone = new Recorder();
    trainer("fcn", OptimizerName.ADAM, alone).fit();
    LocalCluster servers = LocalCluster.start(1, 2);
    DistributedConfig config = new DistributedConfig(true, LostWorker.DROP, 3, 60);
    List<CompletableFuture<Void>> others = new ArrayList<>();
    Recorder together =
        new Recorder() {
          @Override
          public void onStep(StepEnded step) {
            super.onStep(step);
            if (step.step() == 2) {
              others.add(work(servers, 1, config, job("fcn", OptimizerName.ADAM)));
            }
          }
        };

    train(servers, config, trainer("fcn", OptimizerName.ADAM, together));

    others.forEach(CompletableFuture::join);
    assertThat(notices).contains("starting without [worker:1]");
    for (int step = 0; step < STEPS; step++) {
      assertThat(together.losses.get(step)).isCloseTo(alone.losses.get(step), within(1e-5));
    }
  }

  @Test
  void makesAllUpdatesWhenEachWorkerGoesItsOwnWay() {
    LocalCluster servers = LocalCluster.start(1, 2);
    Recorder apart = new Recorder();
    CompletableFuture<Void> other =
        work(servers, 1, waiting(false), job("fcn", OptimizerName.ADAM));

    Map<String, float[]> weights =
        train(servers, waiting(false), trainer("fcn", OptimizerName.ADAM, apart));

    other.join();
    assertThat(apart.losses).hasSize(STEPS).allMatch(loss -> loss > 0 && loss < 10);
    assertThat(weights.get("classifier/fc1/kernel")).isNotEmpty();
  }

  @Test
  void sendsAWorkerWithOtherSettingsAway() {
    LocalCluster servers = LocalCluster.start(1, 2);
    TrainingJob other = job("fcn", OptimizerName.SGD, FINGERPRINT + 1);
    CompletableFuture<Void> stranger = work(servers, 1, waiting(true), other);
    DistributedConfig impatient = new DistributedConfig(true, LostWorker.DROP, 3, 60);

    train(servers, impatient, trainer("fcn", OptimizerName.ADAM, new Recorder()));

    assertThat(notices)
        .contains("worker:1 is rejected: its settings or its data differ from the chief's");
    assertThatThrownBy(stranger::join)
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "settings: expected those of worker:0, and the same data, but got others");
  }

  @Test
  void waitsNoLongerThanItMay() {
    LocalCluster servers = LocalCluster.start(1, 2);
    DistributedConfig impatient = new DistributedConfig(true, LostWorker.WAIT, 1, 3);
    Trainer trainer = trainer("fcn", OptimizerName.ADAM, new Recorder());

    assertThatThrownBy(() -> train(servers, impatient, trainer))
        .isInstanceOf(IllegalStateException.class)
        // On a busy machine its own worker may be late, too.
        .hasMessageEndingWith("worker:1] did not connect within 3 s");
  }

  @Test
  void refusesImagesThatCannotBeSharedOut() {
    ClusterSpec cluster = new ClusterSpec(LocalCluster.freeAddresses(1), addresses(5));

    assertThat(Worker.shardSize(cluster, waiting(false), BATCH)).isEqualTo(BATCH);
    assertThatThrownBy(() -> Worker.shardSize(cluster, waiting(true), BATCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch: expected a multiple of the 5 workers but got 12");
  }

  private static List<Address> addresses(int count) {
    return LocalCluster.freeAddresses(count);
  }
}
