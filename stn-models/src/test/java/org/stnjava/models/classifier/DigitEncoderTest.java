package org.stnjava.models.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.models.classifier.DigitEncoder.Encoding;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class DigitEncoderTest {

  private static final DigitEncoder ENCODER = new DigitEncoder(new ImageShape(20, 24, 1), 5);

  /** The embeddings of two images by an encoder that always gives no object the same logit. */
  private static Value embedding(float none) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 images = Value.random(1, 0, 1, 2, 20, 24, 1).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      Encoding seen = ENCODER.encode(tf, ModelScope.inference(weights), tf.constantOf(images));
      weights.initialize(session);
      Map<String, float[]> values = weights.read(session);
      Arrays.fill(values.get("encoder/fc2/kernel"), 0);
      values.put("encoder/fc2/bias", new float[] {0, 0, 0, 0, 0, none});
      weights.write(session, values);
      try (Result result = session.runner().fetch(seen.embedding()).run()) {
        return Value.copyOf(result.get(0));
      }
    }
  }

  @Test
  void sharesItsFeaturesAsFarAsThereIsAnObject() {
    double[] sure = embedding(-50).data();
    double[] unsure = embedding(0).data();
    double[] empty = embedding(50).data();

    assertThat(sure).hasSize(2 * 64);
    assertThat(Arrays.stream(sure).sum()).isPositive();
    for (int i = 0; i < sure.length; i++) {
      assertThat(unsure[i]).isCloseTo(sure[i] * 5 / 6, within(1e-6));
      assertThat(empty[i]).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void tellsOneClassMoreThanThereAreObjects() {
    assertThat(ENCODER.classes()).isEqualTo(6);
  }
}
