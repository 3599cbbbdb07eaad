package org.stnjava.ops.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stnjava.example.Bow;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.testing.Evaluation;
import org.stnjava.testing.Value;
import org.tensorflow.types.TFloat64;

/** A transform that is not the toolkit's keeps the whole contract and takes its place. */
class OwnTransformTest implements TransformContract {

  @Override
  public Transform transform() {
    return new Bow();
  }

  @Override
  @Test
  public void isFoundByItsNameAndThetasShape() {
    assertThat(Transforms.names()).doesNotContain(transform().name());
  }

  @Test
  void warpsAnImageByItselfAndBetweenOthers() {
    Transform composed = new Rotation().then(transform()).then(new Affine());
    Value image = Value.random(1, 0, 1, 1, 4, 5, 2);
    double[] theta = {0, 0, 1, 0, 0, 0, 1, 0};

    Value v =
        new Evaluation<>(
                TFloat64.class,
                (tf, in) ->
                    Sampler.bilinear()
                        .sample(
                            tf,
                            in.get(0),
                            GridGenerator.of(composed, 4, 5).generate(tf, in.get(1))))
            .inGraph(image, Value.of(theta, 1, 8));

    assertThat(v.data()).containsExactly(image.data());
  }
}
