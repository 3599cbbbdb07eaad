package org.stnjava.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.models.Model;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Affine3d;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;

class VolumeNetworkTest {

  private static final int HEIGHT = 30;
  private static final int WIDTH = 34;
  private static final int DEPTH = 40;

  private static ClassifierOptions options(int height, int width, int depth) {
    return ClassifierOptions.of(new ImageShape(height, width, depth), 10)
        .withTransform(new Affine3d());
  }

  private static Classifier classifier() {
    return Classifiers.byName("st-volume", options(HEIGHT, WIDTH, DEPTH));
  }

  @Test
  void hasThePapersNumberOfParameters() {
    for (int[] size : new int[][] {{60, 60, 60}, {HEIGHT, WIDTH, DEPTH}}) {
      Classifier classifier = Classifiers.byName("st-volume", options(size[0], size[1], size[2]));
      try (Model model = new Model(classifier, 1)) {
        assertThat((double) model.weights.parameters())
            .isCloseTo(ClassifierOptions.USUAL_PARAMETERS, within(5_000.0));
      }
    }
  }

  @Test
  void startsAtTheWholeVolume() {
    Value volumes = Value.random(1, 0, 1, 2, HEIGHT, WIDTH, DEPTH);
    try (Model model = new Model(classifier(), 1)) {
      Value theta = model.compute(result -> result.warps().get(0).theta(), volumes);
      Value v = model.compute(result -> result.warps().get(0).v(), volumes);

      theta.mustEqual(Value.repeated(2, new Affine3d().identityTheta()), Tolerance.EXACT);
      assertThat(v.shape().asArray()).containsExactly(2, 28, 56, 56, 1);
      assertThat(model.compute(Classification::logits, volumes).shape().asArray())
          .containsExactly(2, 10);
    }
  }

  /** A brick at the left, at the bottom and in front must show there alone. */
  @Test
  void takesChannelsForTheDepth() {
    Value volumes = Value.random(1, 0, 0, 1, HEIGHT, WIDTH, DEPTH);
    for (int y = HEIGHT - 10; y < HEIGHT; y++) {
      for (int x = 0; x < 10; x++) {
        for (int z = 0; z < 10; z++) {
          volumes.data()[(y * WIDTH + x) * DEPTH + z] = 1;
        }
      }
    }
    try (Model model = new Model(classifier(), 1)) {
      double[] v = model.compute(result -> result.warps().get(0).v(), volumes).data();

      assertThat(at(v, 2, 50, 5)).isEqualTo(1);
      assertThat(at(v, 20, 50, 5)).isZero();
      assertThat(at(v, 2, 5, 5)).isZero();
      assertThat(at(v, 2, 50, 50)).isZero();
    }
  }

  private static double at(double[] v, int z, int y, int x) {
    return v[(z * 56 + y) * 56 + x];
  }

  /** What is beyond the depth that θ chooses must not count, what is shown must. */
  @Test
  void classifiesWhatTheTransformerShows() {
    Value volumes = Value.random(3, 0, 1, 1, HEIGHT, WIDTH, DEPTH);
    Value others = new Value(volumes.shape(), volumes.data().clone());
    for (int i = 0; i < others.data().length; i++) {
      others.data()[i] = i % DEPTH > DEPTH / 2 + 2 ? 0 : others.data()[i];
    }
    try (Model model = new Model(classifier(), 1)) {
      Map<String, float[]> weights = model.weights.read(model.session());
      weights.put(
          "st0/localization/theta/bias", new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0.5f, -0.5f});
      model.weights.write(model.session(), weights);
      Value logits = model.compute(Classification::logits, volumes);
      model.compute(Classification::logits, others).mustEqual(logits, Tolerance.EXACT);

      weights.put(
          "st0/localization/theta/bias", new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0.5f, 0.5f});
      model.weights.write(model.session(), weights);
      assertThat(model.compute(Classification::logits, others).data())
          .isNotEqualTo(model.compute(Classification::logits, volumes).data());
    }
  }

  @Test
  void refusesWhatIsNoVolume() {
    assertThatThrownBy(() -> Classifiers.byName("st-volume", options(60, 60, 1)))
        .hasMessage(
            "st-volume: expected volumes of at least 28 voxels along each axis but got 1x60x60");
    ClassifierOptions options = options(40, 50, 30);
    assertThatThrownBy(() -> Classifiers.byName("st-volume", options.withTransform(new Affine())))
        .hasMessage(
            "transform: expected one of volumes, such as affine3d, for st-volume but got affine");
    assertThatThrownBy(() -> Classifiers.byName("st-volume", options.withTransformers(2)))
        .hasMessage("transformers: expected 1, and 1 label, for st-volume but got 2 and 1");
  }
}
