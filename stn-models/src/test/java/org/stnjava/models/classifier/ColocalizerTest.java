package org.stnjava.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.models.Model;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Attention;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ColocalizerTest {

  private static final ImageShape OBJECT = new ImageShape(20, 24, 1);

  private static Classifier classifier(Map<String, float[]> encoder) {
    return Classifiers.colocalizer(
        ClassifierOptions.of(new ImageShape(60, 72, 1), 5).withTransform(new Attention()),
        OBJECT,
        encoder);
  }

  private static Map<String, float[]> learned() {
    try (Model encoder = new Model(Classifiers.encoder(OBJECT, 5), 3)) {
      return encoder.weights.read(encoder.session());
    }
  }

  @Test
  void takesTheEncodersWeightsAndSaysWhatItSaysOfObjects() {
    Map<String, float[]> learned = learned();
    Value images = Value.random(1, 0, 1, 2, 60, 72, 1);
    try (Model model = new Model(classifier(learned), 1);
        Model encoder = new Model(Classifiers.encoder(OBJECT, 5), 2)) {
      Map<String, float[]> all = model.weights.read(model.session());
      assertThat(all.keySet()).containsAll(learned.keySet());
      learned.forEach((name, values) -> assertThat(all.get(name)).isEqualTo(values));
      assertThat(learned.keySet()).allMatch(name -> name.startsWith(Classifiers.ENCODER));

      encoder.weights.write(encoder.session(), learned);
      Value windows = model.compute(result -> result.warps().get(0).v(), images);
      Value said = model.compute(Classification::logits, images);

      double[] known = encoder.compute(Classification::logits, windows).data();
      assertThat(known).hasSize(2 * 6);
      assertThat(said.data()).hasSize(2 * 5);
      for (int i = 0; i < 10; i++) {
        assertThat(said.data()[i]).isCloseTo(known[i / 5 * 6 + i % 5], within(1e-5));
      }
    }
  }

  @Test
  void startsWithTheWholeImage() {
    try (Model model = new Model(classifier(learned()), 1)) {
      double[] theta =
          model
              .compute(result -> result.warps().get(0).theta(), Value.random(1, 0, 1, 2, 60, 72, 1))
              .data();

      assertThat(theta[0]).isEqualTo(1);
      assertThat(theta[1]).isZero();
      assertThat(theta[5]).isZero();
    }
  }

  /** The penalties of a training's step, and the length of their gradient to θ's bias. */
  private static double[] penalties(long step) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 images = Value.random(1, 0, 1, 3, 60, 72, 1).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      ModelScope scope = ModelScope.training(weights, tf.constant(new long[] {0, step}));
      List<Operand<TFloat32>> penalties =
          classifier(learned()).classify(tf, scope, tf.constantOf(images)).penalties();
      Operand<TFloat32> bias =
          weights.all().stream()
              .filter(weight -> weight.name().endsWith("theta/bias"))
              .map(Weight::value)
              .findFirst()
              .orElseThrow();
      Output<?>[] gradient =
          graph.addGradients(penalties.get(0).asOutput(), new Output<?>[] {bias.asOutput()});
      weights.initialize(session);
      Map<String, float[]> values = weights.read(session);
      values.put("st0/localization/theta/bias", new float[] {0.5f, 0.2f, -0.4f});
      weights.write(session, values);
      assertThat(penalties).hasSize(3);
      try (Result result =
          session
              .runner()
              .fetch(penalties.get(0))
              .fetch(penalties.get(1))
              .fetch(penalties.get(2))
              .fetch(gradient[0])
              .run()) {
        double[] slopes = Value.copyOf(result.get(3)).data();
        return new double[] {
          ((TFloat32) result.get(0)).getFloat(),
          ((TFloat32) result.get(1)).getFloat(),
          ((TFloat32) result.get(2)).getFloat(),
          Math.hypot(Math.hypot(slopes[0], slopes[1]), slopes[2])
        };
      }
    }
  }

  @Test
  void learnsByTripletsOfOtherRandomWindowsAtEachStep() {
    double[] one = penalties(1);
    double[] again = penalties(1);
    double[] other = penalties(2);

    assertThat(one[0]).isGreaterThan(0).isEqualTo(again[0]).isNotEqualTo(other[0]);
    assertThat(one[3]).isGreaterThan(1e-4);
  }

  @Test
  void isFinedForWindowsThatAreLargerThanTheStepAllows() {
    double most = 1.08 / 3;

    assertThat(penalties(1)[1]).isZero();
    assertThat(penalties(480)[1])
        .isCloseTo(2 * (0.25 - Math.pow(most + 0.2 * (1 - most), 2)), within(1e-5));
    assertThat(penalties(600)[1]).isCloseTo(2 * (0.25 - most * most), within(1e-5));
    assertThat(penalties(9000)[1]).isEqualTo(penalties(600)[1]);
  }

  @Test
  void isFinedForWindowsThatAllLieOnOneSide() {
    assertThat(penalties(1)[2]).isCloseTo(3 * (0.2 * 0.2 + 0.4 * 0.4), within(1e-5));
  }

  @Test
  void hasPenaltiesInTrainingOnly() {
    try (Model model = new Model(classifier(learned()), 1)) {
      assertThat(model.result.penalties()).isEmpty();
    }
  }

  @Test
  void takesOneWindowOfAttention() {
    ClassifierOptions options = ClassifierOptions.of(new ImageShape(60, 72, 1), 5);

    assertThatThrownBy(
            () -> Classifiers.colocalizer(options.withTransform(new Affine()), OBJECT, Map.of()))
        .hasMessage("transform: expected attention for colocalizer but got affine");
    assertThatThrownBy(
            () ->
                Classifiers.colocalizer(
                    options.withTransform(new Attention()).withTransformers(2), OBJECT, Map.of()))
        .hasMessage("transformers: expected 1 for colocalizer but got 2");
  }
}
