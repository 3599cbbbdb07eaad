package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests a classifier from Keras on MNIST, where both are at hand. */
class PythonClassifierTest {

  private static final Path SHARED = Path.of("../../shared");

  @Test
  @Tag("slow")
  void reachesTheAccuracyThatKerasMeasured() {
    Path model = SHARED.resolve("models/keras3_stn_mnist");
    Path mnist = SHARED.resolve("data/mnist");
    assumeTrue(Files.isDirectory(model) && Files.isDirectory(mnist), SHARED + " is not here");

    try (TrainedModel classifier = TrainedModel.open(model)) {
      ModelMetrics figures = classifier.measure(Optional.of(mnist.toString()));

      assertThat(figures.testError()).isCloseTo(1 - 0.9915, within(1e-9));
      assertThat(figures.loss()).isCloseTo(0.02657, within(1e-4));
    }
  }
}
