package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stnjava.train.experiment.ModelFigures;

class EvalCommandTest {

  private static ModelFigures figures(Optional<Double> labelError, Optional<Double> iou) {
    return new ModelFigures(
        Optional.of("multi-digit"),
        Optional.of("parallel-st-cnn"),
        Optional.of("attention"),
        401_582,
        Optional.of(1500),
        10_000,
        0.19514,
        labelError,
        0.35424,
        iou,
        iou.map(value -> 0.9316));
  }

  @Test
  void tellsOfLabelsAndObjectsWhereThereAreSeveral() {
    assertThat(EvalCommand.words(figures(Optional.of(0.10394), Optional.of(0.7246)), "DIR"))
        .isEqualTo(
            "test error 19.51 % of 10,000 images, 10.39 % of labels, loss 0.3542; all found in"
                + " 93.16 % of images, mean IoU 0.725 (parallel-st-cnn on DIR, 401,582 parameters)");
  }

  @Test
  void tellsOfNothingElseWhereThereAreNone() {
    assertThat(EvalCommand.words(figures(Optional.empty(), Optional.empty()), "DIR"))
        .isEqualTo(
            "test error 19.51 % of 10,000 images, loss 0.3542 (parallel-st-cnn on DIR, 401,582"
                + " parameters)");
  }
}
