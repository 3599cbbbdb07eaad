package org.stnjava.data.batch;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.stnjava.data.npy.NpyValues;
import org.stnjava.data.set.LabeledImages;

/**
 * The arrays of one training step, by name. Immutable.
 *
 * <p>The first axis of every array counts the examples.
 *
 * @param inputs what the network reads, at least one array
 * @param targets what its loss compares the outputs with: classes, boxes, maps, values; may be
 *     empty
 */
public record Batch(Map<String, NpyValues> inputs, Map<String, NpyValues> targets) {

  /** The input of batches made of labeled images: uint8 {@code [N, H, W, C]}. */
  public static final String IMAGES = "images";

  /** The target of batches made of labeled images: int32 {@code [N]} or {@code [N, labels]}. */
  public static final String LABELS = "labels";

  /**
   * Checks that all arrays have one row for each example.
   *
   * @throws IllegalArgumentException if there is no input or the first axes differ
   */
  public Batch {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("inputs: expected at least one array but got none");
    }
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    long[] first = inputs.values().iterator().next().shape();
    long size = first.length == 0 ? -1 : first[0];
    requireRows("inputs", inputs, size);
    requireRows("targets", targets, size);
  }

  /**
   * Returns the number of examples.
   *
   * @return the length of the first axis of every array
   */
  public int size() {
    return Math.toIntExact(inputs.values().iterator().next().shape()[0]);
  }

  /**
   * Gathers some of the examples.
   *
   * @param rows indices from 0 to {@code size() - 1}, at least one; may repeat
   * @return a batch in their order
   * @throws IndexOutOfBoundsException if there is no such example
   */
  public Batch take(int... rows) {
    return new Batch(take(inputs, rows), take(targets, rows));
  }

  private static Map<String, NpyValues> take(Map<String, NpyValues> arrays, int... rows) {
    Map<String, NpyValues> taken = new LinkedHashMap<>();
    arrays.forEach((name, array) -> taken.put(name, array.take(rows)));
    return taken;
  }

  /**
   * Returns an input.
   *
   * @param name the input's name
   * @return its values, {@code [size(), …]}
   * @throws IllegalArgumentException if the batch has no such input
   */
  public NpyValues input(String name) {
    return named("inputs", inputs, name);
  }

  /**
   * Returns a target.
   *
   * @param name the target's name
   * @return its values, {@code [size(), …]}
   * @throws IllegalArgumentException if the batch has no such target
   */
  public NpyValues target(String name) {
    return named("targets", targets, name);
  }

  /**
   * Returns the labeled images that the batch was made of.
   *
   * @return the images; absent if the batch holds something else
   */
  public Optional<LabeledImages> images() {
    if (inputs.get(IMAGES) instanceof NpyArray images
        && targets.get(LABELS) instanceof NpyArray labels
        && images.type() == NpyType.UINT8
        && images.shape().length == 4
        && labels.type() == NpyType.INT32) {
      long[] sizes = images.shape();
      int[] classes = Arrays.stream(labels.longs()).mapToInt(Math::toIntExact).toArray();
      return Optional.of(
          new LabeledImages(
              Math.toIntExact(sizes[1]),
              Math.toIntExact(sizes[2]),
              Math.toIntExact(sizes[3]),
              images.raw(),
              classes,
              classes.length / size()));
    }
    return Optional.empty();
  }

  private static NpyValues named(String argument, Map<String, NpyValues> arrays, String name) {
    NpyValues found = arrays.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s: expected '%s' but got %s".formatted(argument, name, arrays.keySet()));
    }
    return found;
  }

  private static void requireRows(String argument, Map<String, NpyValues> arrays, long size) {
    arrays.forEach(
        (name, array) -> {
          if (array.shape().length == 0 || array.shape()[0] != size) {
            throw new IllegalArgumentException(
                "%s: expected %d rows in '%s', as in the first input, but got %s"
                    .formatted(argument, size, name, array));
          }
        });
  }
}
