package org.stnjava.data.batch;

import java.util.Map;
import org.stnjava.data.npy.NpyValues;
import org.stnjava.data.set.LabeledImages;

/** A finite set of examples with random access. Implementations must be thread-safe. */
public interface Examples {

  /**
   * Returns the number of examples.
   *
   * @return at least 0
   */
  int size();

  /**
   * Gathers some of the examples.
   *
   * @param rows indices from 0 to {@code size() - 1}, at least one; may repeat
   * @return a batch in their order
   * @throws IndexOutOfBoundsException if there is no such example
   */
  Batch take(int... rows);

  /**
   * Gathers consecutive examples.
   *
   * @param from the first, from 0
   * @param to one past the last, above {@code from}
   * @return a batch in their order
   */
  default Batch slice(int from, int to) {
    int[] rows = new int[to - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = from + i;
    }
    return take(rows);
  }

  /**
   * Returns the targets that are in memory: they are checked before training without reading any
   * input.
   *
   * @return arrays by name, one row for each example; empty unless overridden
   */
  default Map<String, NpyValues> targets() {
    return Map.of();
  }

  /**
   * Takes the rows of arrays as examples.
   *
   * @param inputs at least one array, {@code [size, …]} each
   * @param targets arrays of the same number of rows; may be empty
   * @return the examples
   * @throws IllegalArgumentException if the arrays differ in their number of rows
   */
  static Examples of(Map<String, NpyValues> inputs, Map<String, NpyValues> targets) {
    return new ArrayExamples(new Batch(inputs, targets));
  }

  /**
   * Takes labeled images as examples.
   *
   * @param images any number of images
   * @return examples with the input {@link Batch#IMAGES} and the target {@link Batch#LABELS}
   */
  static Examples of(LabeledImages images) {
    return new ImageExamples(images);
  }

  /** {@return no examples} */
  static Examples none() {
    return new Examples() {
      @Override
      public int size() {
        return 0;
      }

      @Override
      public Batch take(int... rows) {
        throw new IndexOutOfBoundsException("rows: expected none, as there are no examples");
      }
    };
  }

  /** Rows of arrays. */
  record ArrayExamples(Batch all) implements Examples {

    @Override
    public int size() {
      return all.size();
    }

    @Override
    public Batch take(int... rows) {
      return all.take(rows);
    }

    @Override
    public Map<String, NpyValues> targets() {
      return all.targets();
    }
  }

  /** Images with their classes. */
  record ImageExamples(LabeledImages images) implements Examples {

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public Batch take(int... rows) {
      return ImageBatches.batch(images.take(rows));
    }

    @Override
    public Map<String, NpyValues> targets() {
      return size() == 0 ? Map.of() : ImageBatches.targets(images);
    }
  }
}
