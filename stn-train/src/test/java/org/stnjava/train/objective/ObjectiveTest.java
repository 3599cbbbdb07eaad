package org.stnjava.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.classifier.Classification;
import org.stnjava.train.metric.Evaluation;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class ObjectiveTest {

  private static final int IMAGES = 5;
  private static final int CLASSES = 4;

  /** A seventh digit more or less, as sums in another order have it. */
  private static final float ROUNDING = 1e-6f;

  /** A loss and its gradient to the logits. */
  private record Loss(float value, float[] gradient) {}

  private static Loss loss(Objective objective, Evaluation evaluation) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 fed =
            TFloat32.tensorOf(shape(evaluation, IMAGES), DataBuffers.of(evaluation.logits()));
        TInt32 labels = TInt32.vectorOf(evaluation.labels())) {
      Ops tf = Ops.create(graph);
      var logits = tf.placeholder(TFloat32.class, Placeholder.shape(shape(evaluation, -1)));
      var classes = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      Operand<TFloat32> loss =
          objective.loss(
              tf,
              new Classification(logits, List.of()),
              new Targets(Map.of(TensorSpec.LABELS, classes)));
      Output<?> gradient =
          graph.addGradients(loss.asOutput(), new Output<?>[] {logits.output()})[0];
      try (Result result =
          session
              .runner()
              .feed(logits, fed)
              .feed(classes, labels)
              .fetch(loss)
              .fetch(gradient)
              .run()) {
        float[] values = new float[evaluation.logits().length];
        TFloat32 tensor = (TFloat32) result.get(1);
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values)));
        return new Loss(((TFloat32) result.get(0)).getFloat(), values);
      }
    }
  }

  private static Shape shape(Evaluation evaluation, long images) {
    return evaluation.labelsPerImage() == 1
        ? Shape.of(images, CLASSES)
        : Shape.of(images, evaluation.labelsPerImage(), CLASSES);
  }

  private static Evaluation random(int labelsPerImage, long seed) {
    Random random = new Random(seed);
    int labels = IMAGES * labelsPerImage;
    float[] logits = new float[labels * CLASSES];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) random.nextGaussian();
    }
    return new Evaluation(
        CLASSES, labelsPerImage, random.ints(labels, 0, CLASSES).toArray(), logits);
  }

  @ParameterizedTest(name = "{0} labels an image")
  @ValueSource(ints = {1, 3})
  void isTheMeanCrossEntropy(int labels) {
    Evaluation evaluation = random(labels, 1);

    Loss loss = loss(Objective.crossEntropy(), evaluation);

    assertThat(loss.value).isCloseTo((float) evaluation.meanLoss(), within(ROUNDING));
    assertThat(Objective.crossEntropy().judge(evaluation)).isSameAs(evaluation);
  }

  @ParameterizedTest(name = "{0} labels an image")
  @ValueSource(ints = {1, 2, 3, 4})
  void isTheCrossEntropyInTheOrderOfItsJudgement(int labels) {
    Evaluation evaluation = random(labels, 2);
    Objective any = Objective.permutationInvariantCrossEntropy();
    Evaluation judged = any.judge(evaluation);

    Loss loss = loss(any, evaluation);

    assertThat(loss.value).isCloseTo((float) judged.meanLoss(), within(ROUNDING));
    assertThat(loss.gradient)
        .containsExactly(loss(Objective.crossEntropy(), judged).gradient, within(ROUNDING));
  }

  @Test
  void givesLabelsToTheOutputsThatSayThem() {
    float[] logits = {0, 9, 0, /**/ 0, 0, 9, /**/ 9, 0, 0, /**/ 0, 0, 9};
    Evaluation evaluation = new Evaluation(3, 2, new int[] {2, 1, 0, 2}, logits);

    Evaluation judged = Objective.permutationInvariantCrossEntropy().judge(evaluation);

    assertThat(evaluation.errors()).isEqualTo(1);
    assertThat(judged.labels()).containsExactly(1, 2, 0, 2);
    assertThat(judged.errors()).isZero();
  }

  @Test
  void leavesTheLabelsOfUndecidedOutputsInTheirOrder() {
    float[] logits = {0, 9, Float.NaN, 0, 0, 9};
    Evaluation evaluation = new Evaluation(3, 2, new int[] {2, 1}, logits);

    assertThat(Objective.permutationInvariantCrossEntropy().judge(evaluation).labels())
        .containsExactly(2, 1);
  }

  @Test
  void isNoNumberForALabelThatLogitsOfUnknownWidthDoNotHave() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 fed = TFloat32.tensorOf(Shape.of(2, 3));
        TInt32 right = TInt32.vectorOf(2, 0);
        TInt32 wrong = TInt32.vectorOf(3, 0)) {
      Ops tf = Ops.create(graph);
      var logits = tf.placeholder(TFloat32.class);
      var labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      Operand<TFloat32> loss =
          Objective.crossEntropy()
              .loss(
                  tf,
                  new Classification(logits, List.of()),
                  new Targets(Map.of(TensorSpec.LABELS, labels)));

      for (TInt32 classes : List.of(right, wrong)) {
        try (Result result =
            session.runner().feed(logits, fed).feed(labels, classes).fetch(loss).run()) {
          float value = ((TFloat32) result.get(0)).getFloat();
          assertThat(Float.isNaN(value)).isEqualTo(classes == wrong);
        }
      }
    }
  }

  @Test
  void triesEveryOrderOnce() {
    assertThat(PermutationInvariantCrossEntropy.orders(4))
        .hasSize(24)
        .doesNotHaveDuplicates()
        .allSatisfy(order -> assertThat(Arrays.stream(order).sorted()).containsExactly(0, 1, 2, 3))
        .startsWith(new int[] {0, 1, 2, 3});
    assertThatThrownBy(() -> PermutationInvariantCrossEntropy.orders(7))
        .hasMessage("labels: expected at most 6 an image in any order but got 7");
  }
}
