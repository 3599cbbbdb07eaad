package org.stnjava.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.graph.NetworkTrainable;
import org.stnjava.train.metric.EvaluationSet;
import org.stnjava.train.optimize.OptimizerConfig;
import org.stnjava.train.optimize.RateConfig;
import org.stnjava.train.optimize.Schedule;

class TrainerTest {

  private static final Dataset DIGITS = Glyphs.dataset(400, 100, 1);
  private static final TrainingData DATA =
      TrainingData.of(DIGITS.train(), Distortions.byName("r"), DIGITS.test());

  private static TrainConfig config(String budget, long seed) {
    return TrainConfig.of(
            OptimizerConfig.adam(), RateConfig.of(1e-3, Schedule.COSINE), Budget.parse(budget))
        .withBatch(20)
        .withEvaluations(4)
        .withSeed(seed);
  }

  private static TrainConfig descent(RateConfig rates, String budget) {
    return TrainConfig.of(OptimizerConfig.sgd(0.9), rates, Budget.parse(budget))
        .withBatch(20)
        .withSeed(1);
  }

  private static Classifier classifier(String net) {
    return Classifiers.byName(
        net,
        ClassifierOptions.of(new ImageShape(28, 28, 1), 10).withPadding(Padding.constant(-0.5f)));
  }

  private static Map<String, float[]> train(String net, TrainConfig config, Recorder recorder) {
    return Trainer.fit(NetworkTrainable.of(classifier(net)), DATA, config, List.of(recorder))
        .last()
        .weights();
  }

  /** Keeps all that it hears. */
  private static final class Recorder implements TrainingListener {
    private final List<TrainingStarted> starts = new ArrayList<>();
    private final List<StepEnded> steps = new ArrayList<>();
    private final List<EvaluationEnded> evaluations = new ArrayList<>();
    private final List<NetworkWatched> looks = new ArrayList<>();
    private final List<AlarmRaised> alarms = new ArrayList<>();

    @Override
    public void onStart(TrainingStarted started) {
      starts.add(started);
    }

    @Override
    public void onStep(StepEnded step) {
      steps.add(step);
    }

    @Override
    public void onEvaluation(EvaluationEnded evaluation) {
      evaluations.add(evaluation);
    }

    @Override
    public void onWatch(NetworkWatched watched) {
      looks.add(watched);
    }

    @Override
    public void onAlarm(AlarmRaised alarm) {
      alarms.add(alarm);
    }
  }

  @Test
  void learns() {
    Recorder recorder = new Recorder();

    train("fcn", config("10 epochs", 1), recorder);

    EvaluationEnded last = recorder.evaluations.get(recorder.evaluations.size() - 1);
    assertThat(last.row().error()).isLessThan(0.5);
    assertThat(last.row().trainLoss())
        .isLessThan(recorder.evaluations.get(0).row().trainLoss() * 0.7);
  }

  @Test
  void tellsItsListenersWhatHappens() {
    Recorder recorder = new Recorder();

    train("fcn", config("20 steps", 1), recorder);

    assertThat(recorder.starts)
        .singleElement()
        .satisfies(
            started -> {
              assertThat(started.parameters()).isBetween(395_000L, 405_000L);
              assertThat(started.images().train()).isEqualTo(400);
              assertThat(started.images().evaluated()).isEqualTo(100);
            });
    assertThat(recorder.steps).hasSize(20);
    assertThat(recorder.steps.get(0).rate()).isEqualTo(1e-3);
    assertThat(recorder.steps.get(10).rate()).isEqualTo(5e-4);
    assertThat(recorder.steps.get(19).done()).isEqualTo(1);
    assertThat(recorder.evaluations.stream().map(e -> e.row().step()))
        .containsExactly(5, 10, 15, 20);
    assertThat(recorder.evaluations.get(3).row().epoch()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "st-cnn", "tutorial"})
  void repeatsItselfBitForBit(String net) {
    Recorder first = new Recorder();
    Recorder second = new Recorder();

    Map<String, float[]> weights = train(net, config("6 steps", 7), first);
    Map<String, float[]> again = train(net, config("6 steps", 7), second);

    assertThat(again.keySet()).isEqualTo(weights.keySet());
    weights.forEach((name, values) -> assertThat(again.get(name)).as(name).isEqualTo(values));
    assertThat(second.evaluations).isEqualTo(first.evaluations);
  }

  @ParameterizedTest
  @ValueSource(strings = {"st-fcn", "st-cnn", "tutorial"})
  void learnsTheSameBitForBitWhetherWatchedOrNot(String net) {
    TrainConfig config = config("6 steps", 7);
    Recorder watched = new Recorder();
    Recorder unwatched = new Recorder();

    Map<String, float[]> weights = train(net, config.withWatchEvery(1), watched);
    Map<String, float[]> again = train(net, config.withWatchEvery(0), unwatched);

    assertThat(watched.looks).hasSize(6);
    assertThat(unwatched.looks).isEmpty();
    weights.forEach((name, values) -> assertThat(again.get(name)).as(name).isEqualTo(values));
    assertThat(unwatched.evaluations).isEqualTo(watched.evaluations);
  }

  @Test
  void looksAtItsTransformersEveryFewStepsAndBeforeEachEvaluation() {
    Recorder recorder = new Recorder();

    train("st-fcn", config("20 steps", 1).withWatchEvery(8), recorder);

    assertThat(recorder.looks.stream().map(NetworkWatched::step))
        .containsExactly(5, 8, 10, 15, 16, 20);
    NetworkWatched last = recorder.looks.get(5);
    assertThat(last.images().orElseThrow().size()).isEqualTo(64);
    assertThat(last.gradients().norm()).isGreaterThan(last.gradients().localizationNorm());
    assertThat(last.gradients().localizationZeros()).isBetween(0.0, 1.0);
    assertThat(last.transformers())
        .singleElement()
        .satisfies(
            st -> {
              assertThat(st.name()).isEqualTo("st0");
              assertThat(st.theta()).hasSize(64 * 6);
              assertThat(st.thetaGradient()).hasSize(64 * 6);
              assertThat(st.grid()).hasSize(64 * 28 * 28 * 2);
              assertThat(st.v()).hasSize(64 * 28 * 28);
            });
  }

  @Test
  void looksAtNetworksWithoutTransformersToo() {
    Recorder recorder = new Recorder();

    train("fcn", config("2 steps", 1), recorder);

    assertThat(recorder.looks).allSatisfy(look -> assertThat(look.transformers()).isEmpty());
    assertThat(recorder.looks.get(0).gradients().localizationNorm()).isNaN();
  }

  @Test
  void raisesAnAlarmWhenATransformerZoomsOut() {
    Recorder recorder = new Recorder();
    RateConfig rates = RateConfig.of(3, Schedule.CONSTANT).withLocalizationRate(1);

    train("tutorial", descent(rates, "30 steps").withWatchEvery(5), recorder);

    assertThat(recorder.alarms)
        .isNotEmpty()
        .allSatisfy(alarm -> assertThat(alarm.message()).startsWith("transformer st0 "));
  }

  @Test
  void endsEarlyWhenTheTestErrorNoLongerFalls() {
    Recorder recorder = new Recorder();
    RateConfig still = RateConfig.of(1e-30, Schedule.CONSTANT);

    train("fcn", descent(still, "100 steps").withEvaluations(50).withEarlyStopping(3), recorder);

    assertThat(recorder.evaluations.stream().map(e -> e.row().step())).containsExactly(2, 4, 6, 8);
  }

  @Test
  void dependsOnTheSeed() {
    Map<String, float[]> weights = train("fcn", config("2 steps", 7), new Recorder());
    Map<String, float[]> other = train("fcn", config("2 steps", 8), new Recorder());

    assertThat(other.get("classifier/fc1/kernel"))
        .isNotEqualTo(weights.get("classifier/fc1/kernel"));
  }

  @Test
  void freezesLocalizationNetworksAtRateZero() {
    TrainConfig frozen =
        descent(RateConfig.of(0.1, Schedule.CONSTANT).withLocalizationRate(0), "3 steps");

    Map<String, float[]> weights = train("st-fcn", frozen, new Recorder());

    assertThat(weights.get("st0/localization/theta/bias")).containsExactly(1, 0, 0, 0, 1, 0);
    assertThat(weights.get("classifier/fc3/bias")).isNotEqualTo(new float[10]);
  }

  private static TrainingData largeTest(Examples test) {
    return TrainingData.of(Batches.inOrder(Examples.of(DIGITS.train()), 20), test);
  }

  private static Recorder record(TrainingData data, TrainConfig config) {
    Recorder recorder = new Recorder();
    Trainer.fit(NetworkTrainable.of(classifier("fcn")), data, config, List.of(recorder));
    return recorder;
  }

  private static List<Integer> images(Recorder recorder) {
    return recorder.evaluations.stream().map(e -> e.row().images()).toList();
  }

  @Test
  void evaluatesASampleOnTheWayAndAllAtTheEnd() {
    TrainingData data = largeTest(new Lazy(-1));
    TrainConfig config = config("8 steps", 1);

    Recorder sampled = record(data, config);

    assertThat(images(sampled)).containsExactly(250, 250, 250, 600);
    assertThat(record(data, config).evaluations).isEqualTo(sampled.evaluations);
    assertThat(images(record(data, config.withEvaluation(config.evaluation().withShare(1)))))
        .containsExactly(600, 600, 600, 600);
    assertThat(images(record(data, config.withEvaluation(config.evaluation().withImages(7)))))
        .containsExactly(7, 7, 7, 600);
  }

  @Test
  void trainsTheSameWeightsHoweverManyImagesAreEvaluated() {
    TrainConfig config = config("8 steps", 1);

    Map<String, float[]> few =
        weights(largeTest(new Lazy(-1)), config.withEvaluation(config.evaluation().withImages(7)));
    Map<String, float[]> all =
        weights(largeTest(new Lazy(-1)), config.withEvaluation(config.evaluation().withShare(1)));

    all.forEach((name, values) -> assertThat(few.get(name)).as(name).isEqualTo(values));
  }

  private static Map<String, float[]> weights(TrainingData data, TrainConfig config) {
    return Trainer.fit(NetworkTrainable.of(classifier("fcn")), data, config, List.of())
        .last()
        .weights();
  }

  @Test
  void skipsEvaluationsThatWouldExceedTheirShareOfTheTime() {
    TrainConfig config = config("0.05 minutes", 1).withEvaluations(100);
    List<TrainingEnded> ends = new ArrayList<>();
    Recorder recorder = new Recorder();
    TrainingListener end =
        new TrainingListener() {
          @Override
          public void onEnd(TrainingEnded ended) {
            ends.add(ended);
          }
        };

    Trainer.fit(
        NetworkTrainable.of(classifier("fcn")),
        largeTest(new Slow(Duration.ofMillis(1))),
        config,
        List.of(recorder, end));

    // An evaluation of 250 images takes a quarter of a second, the last one 0.6.
    assertThat(images(recorder)).hasSizeBetween(2, 4).endsWith(600).startsWith(250);
    assertThat(ends)
        .singleElement()
        .satisfies(ended -> assertThat(ended.trained()).isGreaterThan(ended.evaluated()));
  }

  @Test
  void evaluatesOnTheValidationSetIfThereIsOne() {
    TrainingData data = DATA.withValidation(Examples.of(DIGITS.train().slice(0, 50)));

    Recorder recorder = record(data, config("4 steps", 1));

    assertThat(recorder.evaluations)
        .hasSize(4)
        .allSatisfy(
            evaluation -> {
              assertThat(evaluation.row().set()).isEqualTo(EvaluationSet.VALIDATION);
              assertThat(evaluation.row().images()).isEqualTo(50);
            });
    assertThat(recorder.starts.get(0).images().evaluated()).isEqualTo(50);
  }

  @Test
  void raisesAnAlarmWhenNothingIsLearned() {
    Recorder recorder = new Recorder();
    // Twenty black images, two of each class.
    int[] labels = IntStream.range(0, 20).map(i -> i % 10).toArray();
    LabeledImages black = new LabeledImages(28, 28, new byte[20 * 28 * 28], labels);
    Examples examples = Examples.of(black);
    TrainConfig config = descent(RateConfig.of(1e-3, Schedule.CONSTANT), "300 steps");

    Trainer.fit(
        NetworkTrainable.of(classifier("fcn")),
        TrainingData.of(Batches.inOrder(examples, 20), examples),
        config,
        List.of(recorder));

    assertThat(recorder.alarms)
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.step()).isEqualTo(300);
              assertThat(alarm.message()).contains("as that of guessing among 10 classes");
            });
  }

  @Test
  void saysThatTheValidationSetIsWrong() {
    LabeledImages larger = new LabeledImages(30, 40, new byte[2 * 30 * 40], new int[] {0, 1});

    assertThatThrownBy(() -> fit(DATA.withValidation(Examples.of(larger))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "validation set: input 'images': expected uint8 [N, 28, 28, 1] but got uint8 [2, 30, 40, 1]");
  }

  @Test
  void stopsByTheClock() {
    Recorder recorder = new Recorder();

    train("fcn", config("0.01 minutes", 1), recorder);

    assertThat(recorder.steps).isNotEmpty();
    assertThat(recorder.evaluations).isNotEmpty();
  }

  @Test
  void stopsWhenTheLossIsNoLongerFinite() {
    TrainConfig wild = descent(RateConfig.of(1e30, Schedule.CONSTANT), "50 steps");

    assertThatThrownBy(() -> train("fcn", wild, new Recorder()))
        .isInstanceOfSatisfying(
            LossNotFinite.class, e -> assertThat(e.batch().orElseThrow().size()).isEqualTo(20))
        .hasMessageMatching(
            "the loss is (NaN|Infinity) at step \\d+; a lower rate than .* or clipNorm=1 may help");
  }

  @Test
  void keepsTheWeightsOfTheBestEvaluation() {
    TrainConfig config = config("40 steps", 3).withEvaluations(20);
    Recorder recorder = new Recorder();

    TrainingResult result =
        Trainer.fit(NetworkTrainable.of(classifier("fcn")), DATA, config, List.of(recorder));

    double lowest =
        recorder.evaluations.stream().mapToDouble(e -> e.row().error()).min().orElseThrow();
    int step =
        recorder.evaluations.stream()
            .filter(e -> e.row().error() == lowest)
            .reduce((earlier, later) -> later)
            .orElseThrow()
            .row()
            .step();
    assertThat(result.best().step()).isEqualTo(step);
    assertThat(result.best().evaluation().error()).isEqualTo(lowest);
    assertThat(result.last().step()).isEqualTo(40);
    TrainingResult upToBest =
        Trainer.fit(
            NetworkTrainable.of(classifier("fcn")),
            DATA,
            config,
            List.of(
                new TrainingListener() {
                  @Override
                  public void onEvaluation(EvaluationEnded evaluation) {
                    recorder.evaluations.add(evaluation);
                  }
                }));
    result
        .best()
        .weights()
        .forEach(
            (name, values) ->
                assertThat(upToBest.best().weights().get(name)).as(name).isEqualTo(values));
  }

  @Test
  void refusesImagesOfAnotherSizeThanTheNetworks() {
    LabeledImages larger = new LabeledImages(30, 40, new byte[2 * 30 * 40], new int[] {0, 1});
    LabeledImages smaller = new LabeledImages(10, 12, new byte[2 * 10 * 12], new int[] {0, 1});
    Distortion none = Distortions.byName("none");

    assertThatThrownBy(() -> fit(TrainingData.of(larger, none, DIGITS.test())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input 'images': expected uint8 [N, 28, 28, 1] but got uint8 [20, 30, 40, 1]");
    assertThatThrownBy(() -> fit(TrainingData.of(smaller, none, DIGITS.test())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("input 'images': expected uint8 [N, 28, 28, 1] but got uint8 [20, 10, 12, 1]");
    assertThatThrownBy(() -> fit(TrainingData.of(DIGITS.train(), none, larger)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "test set: input 'images': expected uint8 [N, 28, 28, 1] but got uint8 [2, 30, 40, 1]");
  }

  @Test
  void refusesLabelsBeyondTheClasses() {
    LabeledImages eleven = new LabeledImages(28, 28, new byte[28 * 28], new int[] {10});
    Distortion none = Distortions.byName("none");

    assertThatThrownBy(() -> fit(TrainingData.of(eleven, none, DIGITS.test())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target 'labels': expected classes from 0 to 9 but got 10 at index 0");
    assertThatThrownBy(() -> fit(TrainingData.of(DIGITS.train(), none, eleven)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "test set: target 'labels': expected classes from 0 to 9 but got 10 at index 0");
  }

  @Test
  void refusesALabelOfALaterTestExampleBeforeTheFirstStep() {
    int[] labels = new int[300];
    labels[299] = 10;
    LabeledImages late = new LabeledImages(28, 28, new byte[300 * 28 * 28], labels);

    assertThatThrownBy(() -> fit(TrainingData.of(DIGITS.train(), Distortions.byName("none"), late)))
        .hasMessage(
            "test set: target 'labels': expected classes from 0 to 9 but got 10 at index 299");
  }

  /** Test examples that take their time. */
  private record Slow(Duration each) implements Examples {

    @Override
    public int size() {
      return 600;
    }

    @Override
    public Batch take(int... rows) {
      LockSupport.parkNanos(each.toNanos() * rows.length);
      return new Lazy(-1).take(rows);
    }
  }

  /** Test examples that are made when they are taken. */
  private static final class Lazy implements Examples {

    private final int wrong;
    private int taken;

    Lazy(int wrong) {
      this.wrong = wrong;
    }

    @Override
    public int size() {
      return 600;
    }

    @Override
    public Batch take(int... rows) {
      taken += rows.length;
      int[] labels = Arrays.stream(rows).map(row -> row == wrong ? 10 : 0).toArray();
      LabeledImages images = new LabeledImages(28, 28, new byte[rows.length * 28 * 28], labels);
      return Examples.of(images).slice(0, rows.length);
    }
  }

  private static TrainingData lazy(Lazy test) {
    return TrainingData.of(Batches.inOrder(Examples.of(DIGITS.train()), 20), test);
  }

  @Test
  void readsNoMoreThanTheFirstTestExamplesBeforeTheFirstStep() {
    Lazy test = new Lazy(-1);

    assertThatThrownBy(
            () ->
                Trainer.of(
                        new TrainingJob(
                            NetworkTrainable.of(classifier("fcn")),
                            lazy(test),
                            config("1 steps", 1)))
                    .stoppingWhen(() -> true)
                    .fit())
        .isInstanceOf(TrainingStopped.class);

    // Those that are evaluated first, and those that are watched.
    assertThat(test.taken).isLessThan(test.size());
  }

  @Test
  void refusesALaterTestExampleWhenItIsEvaluated() {
    assertThatThrownBy(() -> fit(lazy(new Lazy(550))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "test set: target 'labels': expected classes from 0 to 9 but got 10 at index 50");
  }

  @Test
  void takesLabelsInAColumnAsAVector() {
    Batch vector = Examples.of(DIGITS.train()).slice(0, 20);
    NpyArray labels = (NpyArray) vector.target(Batch.LABELS);
    Batch column = new Batch(vector.inputs(), Map.of(Batch.LABELS, labels.reshape(20, 1)));
    Recorder expected = new Recorder();
    Recorder actual = new Recorder();

    fit(vector, expected);
    fit(column, actual);

    assertThat(actual.steps.get(0).loss()).isEqualTo(expected.steps.get(0).loss());
    assertThat(actual.evaluations).isEqualTo(expected.evaluations);
  }

  /** Trains and tests on one batch. */
  private static void fit(Batch batch, Recorder recorder) {
    Examples examples = Examples.of(batch.inputs(), batch.targets());
    TrainingData data = TrainingData.of(Batches.inOrder(examples, batch.size()), examples);
    Trainer.fit(
        NetworkTrainable.of(classifier("fcn")), data, config("1 steps", 1), List.of(recorder));
  }

  private static TrainingResult fit(TrainingData data) {
    return Trainer.fit(
        NetworkTrainable.of(classifier("fcn")), data, config("1 steps", 1), List.of());
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> RateConfig.of(-1, Schedule.STEP))
        .hasMessage("rate: expected a number of at least 0 but got -1.0");
    assertThatThrownBy(() -> config("1 steps", 1).withBatch(0))
        .hasMessage("batch: expected at least 1 but got 0");
    EvaluationConfig evaluation = EvaluationConfig.standard();
    assertThatThrownBy(() -> evaluation.withShare(0))
        .hasMessage("evaluationShare: expected a share greater than 0 and at most 1 but got 0.0");
    assertThatThrownBy(() -> evaluation.withImages(-1))
        .hasMessage("evaluationImages: expected at least 0 but got -1");
    assertThatThrownBy(() -> evaluation.withEvaluations(0))
        .hasMessage("evaluations: expected at least 1 but got 0");
    assertThatThrownBy(() -> evaluation.withEarlyStopping(-1))
        .hasMessage("earlyStopping: expected at least 0 but got -1");
  }
}
