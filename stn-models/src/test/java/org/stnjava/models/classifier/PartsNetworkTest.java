package org.stnjava.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.Model;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.localization.Start;
import org.stnjava.ops.transform.Transform;
import org.stnjava.ops.transform.Window;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;

class PartsNetworkTest {

  private static final Transform WINDOW = new Window(Window.HALF);

  private static Classifier classifier(int height, int width, int transformers) {
    return Classifiers.byName(
        "st-parts",
        ClassifierOptions.of(new ImageShape(height, width, 3), 7)
            .withTransform(WINDOW)
            .withParallel(new Parallel(transformers, Parallel.Localization.SHARED, Start.TILES)));
  }

  @ParameterizedTest(name = "{0} transformers, seed 1")
  @ValueSource(ints = {1, 2, 4})
  void looksAtTilesAtHalfTheImagesSides(int transformers) {
    Value image = Value.random(1, 0, 1, 3, 41, 60, 3);
    try (Model model = new Model(classifier(41, 60, transformers), 1)) {
      assertThat(model.result.warps()).hasSize(transformers);
      for (int k = 0; k < transformers; k++) {
        int part = k;
        Value theta = model.compute(result -> result.warps().get(part).theta(), image);
        Value seen = model.compute(result -> result.warps().get(part).v(), image);

        theta.mustEqual(
            Value.repeated(3, Start.TILES.thetas(WINDOW, transformers).get(k)), Tolerance.EXACT);
        assertThat(seen.shape().asArray()).containsExactly(3, 21, 30, 3);
      }
      assertThat(model.compute(Classification::logits, image).shape().asArray())
          .containsExactly(3, 7);
    }
  }

  @Test
  void hasOneLocalizationNetworkAndACnnForEachPart() {
    try (Model model = new Model(classifier(48, 64, 2), 1)) {
      assertThat(model.weights.all())
          .extracting(Weight::name)
          .contains(
              "st/localization/theta/kernel",
              "classifier/part0/conv1/kernel",
              "classifier/part1/conv1/kernel",
              "classifier/fc/kernel")
          .filteredOn(name -> name.endsWith("theta/bias"))
          .hasSize(1);
    }
  }

  @Test
  void readsOnlyWhatItsWindowsShow() {
    Value image = Value.random(1, 0, 1, 1, 40, 64, 3);
    double[] changed = image.data().clone();
    // Two windows in the middle of the height leave the uppermost and the lowest quarter out.
    Arrays.fill(changed, 0, 9 * 64 * 3, 1);
    Arrays.fill(changed, 31 * 64 * 3, changed.length, 1);
    try (Model model = new Model(classifier(40, 64, 2), 1)) {
      Value logits = model.compute(Classification::logits, image);

      model
          .compute(Classification::logits, new Value(image.shape(), changed))
          .mustEqual(logits, Tolerance.EXACT);
    }
  }

  @Test
  void refusesSmallImagesAndSeveralLabels() {
    assertThatThrownBy(() -> classifier(48, 35, 2))
        .hasMessage("st-parts: expected images of at least 36x36 but got 48x35");
    ClassifierOptions two =
        ClassifierOptions.of(new ImageShape(40, 60, 1), 10).withTransform(WINDOW).withLabels(2);
    assertThatThrownBy(() -> Classifiers.byName("st-parts", two))
        .hasMessage("labels: expected 1 for st-parts but got 2");
  }
}
