package org.stnjava.savedmodel.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.layer.Layers;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.exceptions.TensorFlowException;

/** What tuners add to the session of a loaded model. */
class InstalledModelTest {

  private static final int TUNERS = 6;
  private static final String ADDED = "added/kernel";

  @TempDir Path folder;

  private static List<String> operations(LoadedModel model) {
    List<String> names = new ArrayList<>();
    model.bundle().graph().operations().forEachRemaining(operation -> names.add(operation.name()));
    return names;
  }

  private static Tuning withHead(String output) {
    return Tuning.of("serving_default")
        .training()
        .withHead("classes", output, Layers.dense("added", 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nested", "keras_stn"})
  void addsNothingForATunerLikeAClosedOne(String name) {
    Fixture fixture = Fixture.of(name);
    try (LoadedModel model = LoadedModel.open(fixture.folder())) {
      Tuning tuning =
          Tuning.of(fixture.signature())
              .training()
              .withHead(
                  "classes", fixture.training().get("logits").asText(), Layers.dense("added", 5));
      List<String> first = List.of();
      Map<String, float[]> weights = Map.of();
      for (int i = 0; i < TUNERS; i++) {
        try (TunableModel tunable = TunableModel.open(model, tuning, 3);
            InstalledModel installed = tunable.install(UnaryOperator.identity())) {
          installed.weights(tunable.weights()).initialize(installed.session());
          installed.save(folder.resolve("saved" + i));
          Map<String, float[]> now = installed.weights(tunable.weights()).read(installed.session());
          if (i == 0) {
            first = operations(model);
            weights = now;
          }
          assertThat(now.keySet()).isEqualTo(weights.keySet());
          weights.forEach((weight, values) -> assertThat(now.get(weight)).containsExactly(values));
        }
      }

      assertThat(operations(model)).isEqualTo(first);
    }
  }

  @Test
  void keepsTheVariablesOfTwoTunersApart() {
    try (LoadedModel model = LoadedModel.open(Fixture.of("nested").folder());
        TunableModel one = TunableModel.open(model, withHead("logits"), 1);
        TunableModel two = TunableModel.open(model, withHead("logits"), 2);
        InstalledModel first = one.install(UnaryOperator.identity());
        InstalledModel second = two.install(UnaryOperator.identity())) {
      first.weights(one.weights()).initialize(first.session());
      float[] before = first.weights(one.weights()).read(first.session()).get(ADDED);

      second.weights(two.weights()).initialize(second.session());

      assertThat(first.weights(one.weights()).read(first.session()).get(ADDED))
          .containsExactly(before);
      assertThat(second.weights(two.weights()).read(second.session()).get(ADDED))
          .isNotEqualTo(before);
    }
  }

  @Test
  void sharesTheVariablesOfTheTrainingFormWithTheInferenceForm() {
    try (LoadedModel model = LoadedModel.open(Fixture.of("nested").folder())) {
      List<String> first = List.of();
      for (int i = 0; i < 2; i++) {
        try (TunableModel training = TunableModel.open(model, withHead("logits"), 1);
            TunableModel inference = TunableModel.open(model, withHead("logits").inference(), 1);
            InstalledModel trained = training.install(UnaryOperator.identity());
            InstalledModel evaluated = inference.installBeside(trained, UnaryOperator.identity())) {
          trained.weights(training.weights()).initialize(trained.session());

          assertThat(evaluated.weights(inference.weights()).read(evaluated.session()).get(ADDED))
              .containsExactly(
                  trained.weights(training.weights()).read(trained.session()).get(ADDED));
          first = i == 0 ? operations(model) : first;
        }
      }

      assertThat(operations(model)).isEqualTo(first);
    }
  }

  @Test
  void freesTheVariablesOfAClosedTuner() {
    try (LoadedModel model = LoadedModel.open(Fixture.of("nested").folder())) {
      InstalledModel installed;
      TunableModel tunable = TunableModel.open(model, withHead("logits"), 1);
      installed = tunable.install(UnaryOperator.identity());
      installed.weights(tunable.weights()).initialize(installed.session());
      tunable.close();
      installed.session().runner().fetch("tuned/" + ADDED + "/value").run().close();
      installed.close();

      assertThatThrownBy(
              () -> installed.session().runner().fetch("tuned/" + ADDED + "/value").run().close())
          .isInstanceOf(TensorFlowException.class)
          .hasMessageContaining(ADDED);
    }
  }

  @Test
  void closesATunerAfterItsModel() {
    LoadedModel model = LoadedModel.open(Fixture.of("nested").folder());
    TunableModel tunable = TunableModel.open(model, withHead("logits"), 1);
    InstalledModel installed = tunable.install(UnaryOperator.identity());
    model.close();

    installed.close();
    tunable.close();

    assertThat(model.isClosed()).isTrue();
  }

  /** Each variable that is saved gets one value, though two maps name it. */
  @ParameterizedTest
  @ValueSource(strings = {"keras3_module", "keras3_sequential"})
  void writesEachSavedVariableOnce(String name) {
    Map<String, float[]> tuned = new HashMap<>();
    Path out = folder.resolve("tuned");
    try (LoadedModel model = LoadedModel.open(Fixture.of(name).folder());
        TunableModel tunable = TunableModel.open(model, Tuning.of("serving_default"), 0);
        InstalledModel installed = tunable.install(UnaryOperator.identity())) {
      installed
          .weights(tunable.weights())
          .read(installed.session())
          .forEach(
              (weight, values) -> {
                float[] changed = values.clone();
                changed[0] += 1;
                tuned.put(weight, changed);
              });
      installed.weights(tunable.weights()).write(installed.session(), tuned);
      installed.save(out);
      List<String> once = operations(model);
      installed.save(folder.resolve("again"));

      assertThat(operations(model)).isEqualTo(once);
      assertThat(once.stream().filter(operation -> operation.startsWith("tuned/write/")))
          .hasSameSizeAs(model.restoredKeys().keySet());
    }
    try (LoadedModel model = LoadedModel.open(out);
        TunableModel tunable = TunableModel.open(model, Tuning.of("serving_default"), 0);
        InstalledModel installed = tunable.install(UnaryOperator.identity())) {
      List<float[]> values =
          List.copyOf(installed.weights(tunable.weights()).read(installed.session()).values());
      tuned
          .values()
          .forEach(
              expected ->
                  assertThat(values).anySatisfy(v -> assertThat(v).containsExactly(expected)));
    }
  }
}
