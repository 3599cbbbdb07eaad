package org.stnjava.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyValues;

class BatchesTest {

  private static NpyArray floats(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return NpyArray.of(values, rows, columns);
  }

  private static Examples examples(int rows) {
    return Examples.of(Map.of("x", floats(rows, 3)), Map.of("boxes", floats(rows, 4)));
  }

  /** The first value of each row of the input, in units of rows. */
  private static List<Integer> rows(Batch batch) {
    float[] values = ((NpyArray) batch.input("x")).floats();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i += 3) {
      rows.add(Math.round(values[i] / 3));
    }
    return rows;
  }

  @Test
  void takesExamplesInTheirOrderWithASmallerLastBatch() {
    Batches batches = Batches.inOrder(examples(5), 2);

    assertThat(rows(batches.at(0))).containsExactly(0, 1);
    assertThat(rows(batches.at(2))).containsExactly(4);
    assertThat(rows(batches.at(3))).containsExactly(0, 1);
    assertThat(batches.examples()).hasValue(5);
  }

  @Test
  void countsThePassesOfASmallerLastBatch() {
    assertThat(Batches.inOrder(examples(10), 4).epochs(30)).isEqualTo(10);
    assertThat(Batches.shuffled(examples(10), 4, 1).epochs(25)).isEqualTo(10);
  }

  @Test
  void takesTheTargetsOfTheSameRows() {
    Batch batch = Batches.inOrder(examples(5), 2).at(2);

    assertThat(((NpyArray) batch.target("boxes")).floats()).containsExactly(16, 17, 18, 19);
    assertThat(batch.target("boxes").shape()).containsExactly(1, 4);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 7})
  void shufflesEveryEpochAnew(long seed) {
    Batches batches = Batches.shuffled(examples(7), 3, seed);
    List<Integer> all = new ArrayList<>();
    for (int step = 0; step < 7; step++) {
      all.addAll(rows(batches.at(step)));
    }

    assertThat(all.subList(0, 7)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    assertThat(all.subList(7, 14)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    assertThat(all.subList(0, 7)).isNotEqualTo(all.subList(7, 14));
    assertThat(rows(batches.at(4))).isEqualTo(all.subList(12, 15));
  }

  @Test
  void takesBatchesOfAnIteratorForward() {
    List<Batch> given = List.of(examples(5).take(0), examples(5).take(1), examples(5).take(2));
    Batches batches = Batches.from(given.iterator(), 1);

    assertThat(batches.at(0)).isSameAs(given.get(0));
    assertThat(batches.at(2)).isSameAs(given.get(2));
    assertThatThrownBy(() -> batches.at(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("step: expected at least 3, as an iterator does not go back, but got 1");
    assertThatThrownBy(() -> batches.at(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("batches: expected one for each step but the iterator ended after 3");
    assertThat(batches.examples()).isEmpty();
  }

  @Test
  void changesEveryBatch() {
    Batches batches =
        Batches.inOrder(examples(5), 2).map(batch -> new Batch(batch.inputs(), Map.of()));

    assertThat(batches.at(1).targets()).isEmpty();
    assertThat(rows(batches.at(1))).containsExactly(2, 3);
    assertThat(batches.batchSize()).isEqualTo(2);
  }

  @Test
  void splitsEveryBatchIntoPartsThatAreTogetherTheBatch() {
    Batches whole = Batches.inOrder(examples(12), 6);
    Batches parts = whole.split(3);

    assertThat(parts.batchSize()).isEqualTo(2);
    assertThat(rows(parts.at(0))).containsExactly(0, 1);
    assertThat(rows(parts.at(5))).containsExactly(10, 11);
    assertThat(rows(parts.at(6))).isEqualTo(rows(parts.at(0)));
    assertThat(((NpyArray) parts.at(1).target("boxes")).floats()).startsWith(8, 9);
    assertThat(parts.epochs(9)).isEqualTo(whole.epochs(3)).isEqualTo(1.5);
    assertThat(parts.examples()).isEqualTo(whole.examples());
  }

  @Test
  void rejectsBatchesThatCannotBeSplitEvenly() {
    assertThatThrownBy(() -> Batches.inOrder(examples(5), 5).split(2))
        .hasMessage("batch: expected a multiple of 2 examples, one for each part, but got 5");
    assertThatThrownBy(() -> Batches.inOrder(examples(5), 4).split(2).at(2))
        .hasMessage("batch: expected a multiple of 2 examples, one for each part, but got 1");
  }

  @Test
  void rejectsArraysThatDifferInTheirRows() {
    Map<String, NpyValues> inputs = Map.of("x", floats(3, 2));

    assertThatThrownBy(() -> new Batch(inputs, Map.of("boxes", floats(2, 4))))
        .hasMessage(
            "targets: expected 3 rows in 'boxes', as in the first input, but got float32 [2, 4]");
    assertThatThrownBy(() -> new Batch(Map.of(), inputs))
        .hasMessage("inputs: expected at least one array but got none");
  }

  @Test
  void rejectsRowsThatDoNotExist() {
    assertThatThrownBy(() -> examples(3).take(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Batches.inOrder(examples(3), 0))
        .hasMessage("batchSize: expected at least 1 but got 0");
  }
}
