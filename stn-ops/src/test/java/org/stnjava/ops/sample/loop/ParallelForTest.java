package org.stnjava.ops.sample.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ParallelForTest {

  @Test
  @Timeout(60)
  void computesEachPartOnceForConcurrentCallers() {
    AtomicIntegerArray done = new AtomicIntegerArray(20 * 50);

    IntStream.range(0, 20)
        .parallel()
        .forEach(
            caller ->
                ParallelFor.run(
                    5,
                    outer ->
                        ParallelFor.run(
                            10, i -> done.incrementAndGet((caller * 5 + outer) * 10 + i))));

    assertThat(IntStream.range(0, done.length()).map(done::get)).containsOnly(1);
  }

  @Test
  void throwsWhatAPartThrows() {
    assertThatThrownBy(
            () ->
                ParallelFor.run(
                    3,
                    i -> {
                      if (i == 2) {
                        throw new IllegalArgumentException("part " + i);
                      }
                    }))
        .hasMessage("part 2");
  }
}
