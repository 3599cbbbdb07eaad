package org.stnjava.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.data.set.Numbered;

class BatchStreamTest {

  private static final LabeledImages SEVEN = Numbered.images(7, 2, 4);

  /** Writes one random byte into a canvas one row higher than the source, to be seen again. */
  private record Marked() implements Distortion {
    @Override
    public String name() {
      return "marked";
    }

    @Override
    public ImageSpec layout(ImageSpec source) {
      return source.withSize(source.height() + 1, source.width());
    }

    @Override
    public Placement distort(
        LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
      Arrays.fill(
          canvas.pixels(),
          canvas.offset(),
          canvas.offset() + canvas.height() * canvas.width(),
          (byte) random.nextInt(256));
      return Placement.upright(0, 0);
    }
  }

  private static BatchStream stream(int batchSize) {
    return BatchStream.of(Batches.of(SEVEN, new Marked(), batchSize, 11));
  }

  @ParameterizedTest(name = "batches of {0}")
  @ValueSource(ints = {1, 3, 7, 10})
  void goesOnceThroughAllImagesInEveryEpoch(int batchSize) {
    List<Integer> labels = new ArrayList<>();
    BatchStream stream = stream(batchSize);
    while (labels.size() < 70) {
      Batch batch = stream.next();
      assertThat(batch.size()).isEqualTo(batchSize);
      Arrays.stream(new ImageBatch(batch).labels()).forEach(labels::add);
    }

    for (int epoch = 0; epoch < 10; epoch++) {
      assertThat(labels.subList(7 * epoch, 7 * epoch + 7))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void takesEveryEpochInAnOrderOfItsOwn() {
    BatchStream stream = stream(7);
    Set<List<Integer>> orders = new HashSet<>();

    for (int epoch = 0; epoch < 20; epoch++) {
      orders.add(Arrays.stream(new ImageBatch(stream.next()).labels()).boxed().toList());
    }

    assertThat(orders).hasSizeGreaterThan(18);
  }

  @Test
  void distortsAfreshInEveryEpoch() {
    BatchStream stream = stream(7);
    Set<Byte> marks = new HashSet<>();

    for (int epoch = 0; epoch < 20; epoch++) {
      Batch batch = stream.next();
      int position =
          IntStream.range(0, 7)
              .filter(i -> new ImageBatch(batch).labels()[i] == 3)
              .findFirst()
              .orElseThrow();
      marks.add(new ImageBatch(batch).images()[position * 3 * 4]);
    }

    assertThat(marks).hasSizeGreaterThan(15);
  }

  @Test
  void givesImagesOfTheDistortionsSize() {
    Batch batch = stream(5).next();

    assertThat(new ImageBatch(batch).shape()).containsExactly(5, 3, 4, 1);
    assertThat(new ImageBatch(batch).images()).hasSize(5 * 3 * 4);
  }

  @Test
  void comesBackToAnyStep() {
    BatchStream whole = stream(3);
    for (int i = 0; i < 9; i++) {
      whole.next();
    }
    BatchStream resumed = stream(3).startingAt(9);

    assertThat(resumed.step()).isEqualTo(9);
    for (int i = 0; i < 5; i++) {
      assertThat(resumed.next()).usingRecursiveComparison().isEqualTo(whole.next());
    }
  }

  @Test
  void comesBackToFarSteps() {
    BatchStream far = stream(3).startingAt(1L << 40);

    assertThat(far.next().size()).isEqualTo(3);
    assertThat(far.step()).isEqualTo((1L << 40) + 1);
  }

  @Test
  void changesWithTheSeed() {
    Batch one = BatchStream.of(Batches.of(SEVEN, new Marked(), 100, 1)).next();
    Batch two = BatchStream.of(Batches.of(SEVEN, new Marked(), 100, 2)).next();

    assertThat(new ImageBatch(one).labels()).isNotEqualTo(new ImageBatch(two).labels());
    assertThat(new ImageBatch(one).images()).isNotEqualTo(new ImageBatch(two).images());
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 5})
  void givesTheSameBatchesWhenPrefetched(int threads) {
    BatchStream plain = stream(3).startingAt(4);

    try (BatchStream prefetched = plain.prefetched(threads)) {
      for (int i = 0; i < 20; i++) {
        assertThat(prefetched.next()).usingRecursiveComparison().isEqualTo(plain.next());
        assertThat(prefetched.step()).isEqualTo(plain.step());
      }
    }
  }

  @Test
  void takesBatchesOfAnIteratorInTheirOrder() {
    Iterator<Batch> twenty = IntStream.range(0, 20).mapToObj(i -> stream(3).next()).iterator();
    Batches parts = Batches.from(twenty, 3).map(UnaryOperator.identity()).split(3);

    try (BatchStream prefetched = BatchStream.of(parts).prefetched(4)) {
      assertThat(prefetched.next().size()).isEqualTo(1);
    }
    assertThat(parts.isForwardOnly()).isTrue();
    assertThat(Batches.of(SEVEN, new Marked(), 3, 1).isForwardOnly()).isFalse();
  }

  @Test
  void preparesBatchesOnADaemonThread() {
    List<Thread> threads = new CopyOnWriteArrayList<>();
    Distortion spy = new Spy(() -> threads.add(Thread.currentThread()));

    try (BatchStream prefetched = BatchStream.of(Batches.of(SEVEN, spy, 3, 1)).prefetched()) {
      prefetched.next();
    }

    assertThat(threads)
        .isNotEmpty()
        .allMatch(Thread::isDaemon)
        .doesNotContain(Thread.currentThread());
  }

  @Test
  void passesOnWhatWentWrongInTheBackground() {
    Distortion broken =
        new Spy(
            () -> {
              throw new IllegalArgumentException("too small");
            });

    try (BatchStream prefetched = BatchStream.of(Batches.of(SEVEN, broken, 3, 1)).prefetched()) {
      assertThatThrownBy(prefetched::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("too small");
    }
  }

  @ParameterizedTest(name = "every {0}th batch after {1}, {2}")
  @CsvSource({"2, 1, true", "3, 5, true", "1, 2, false", "4, 0, false"})
  void takesEverySoManyth(int stride, long start, boolean isPrefetched) {
    BatchStream part = stream(3).startingAt(start).every(stride);
    try (BatchStream some = isPrefetched ? part.prefetched() : part) {
      for (int i = 0; i < 6; i++) {
        long which = start + (long) i * stride;

        assertThat(some.step()).isEqualTo(which);
        assertThat(new ImageBatch(some.next()).images())
            .isEqualTo(new ImageBatch(stream(3).startingAt(which).next()).images());
      }
    }
  }

  @Test
  void refusesToGoOnWhenClosed() {
    BatchStream prefetched = stream(3).prefetched();
    prefetched.next();
    prefetched.close();

    assertThatThrownBy(prefetched::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the stream of batches is closed");
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    Distortion endless = new Spy(() -> Uninterruptibles.awaitUninterruptibly(never));

    try (BatchStream prefetched = BatchStream.of(Batches.of(SEVEN, endless, 3, 1)).prefetched()) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(prefetched::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("interrupted while waiting for a batch");
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      never.countDown();
    }
  }

  @Test
  void rejectsImpossibleSettings() {
    LabeledImages none = new LabeledImages(2, 4, new byte[0], new int[0]);

    assertThatThrownBy(() -> stream(0)).hasMessage("batchSize: expected at least 1 but got 0");
    assertThatThrownBy(() -> stream(3).startingAt(-1))
        .hasMessage("step: expected 0 or more but got -1");
    assertThatThrownBy(() -> stream(3).every(0))
        .hasMessage("stride: expected at least 1 but got 0");
    assertThatThrownBy(() -> stream(3).prefetched(0))
        .hasMessage("threads: expected at least 1 but got 0");
    assertThatThrownBy(() -> BatchStream.of(Batches.of(none, new Marked(), 3, 1)))
        .hasMessage("source: expected at least 1 image but got none");
  }

  /** Runs something whenever an image is distorted. */
  private record Spy(Runnable action) implements Distortion {
    @Override
    public String name() {
      return "spy";
    }

    @Override
    public Placement distort(
        LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
      action.run();
      return Placement.upright(0, 0);
    }
  }
}
