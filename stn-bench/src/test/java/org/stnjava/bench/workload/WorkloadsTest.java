package org.stnjava.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadsTest {

  @Test
  void leaveOutOfTheMainOnesWhatTheOptionSays() {
    List<Workload> left = new ArrayList<>(Workloads.named(List.of()));
    left.removeAll(Workloads.main());

    assertThat(left)
        .extracting(workload -> workload.name() + " " + workload.pass().label())
        .containsExactly(
            "volume both",
            "bicubic-d forward",
            "bicubic-d both",
            "tutorial-train-256 both",
            "tutorial-plain-train-64 both",
            "tutorial-plain-train-256 both",
            "tutorial-plain-infer-1 forward",
            "tutorial-plain-infer-64 forward",
            "st-cnn-train-256 both",
            "st-cnn-plain-train-64 both",
            "st-cnn-plain-train-256 both",
            "st-cnn-plain-infer-1 forward",
            "st-cnn-plain-infer-64 forward");
  }
}
