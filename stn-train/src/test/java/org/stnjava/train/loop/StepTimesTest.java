package org.stnjava.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.stnjava.train.loop.StepTimes.Part;

class StepTimesTest {

  @Test
  void saysWhereTheTimeGoes() {
    StepTimes times = new StepTimes();
    assertThat(times)
        .hasToString(
            "0 steps of 0.000 ms: batch 0.00 %, feed 0.00 %, TensorFlow 0.00 %, fetch 0.00 %,"
                + " listeners 0.00 %");

    for (int step = 0; step < 1200; step++) {
      times.begin();
      times.end(Part.BATCH);
      long until = System.nanoTime() + 10_000;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      times.end(Part.RUN);
    }

    assertThat(times.toString())
        .matches(
            "1,200 steps of \\d+\\.\\d{3} ms: batch \\d+\\.\\d\\d %, feed 0.00 %, TensorFlow"
                + " \\d+\\.\\d\\d %, fetch 0.00 %, listeners 0.00 %");
  }
}
