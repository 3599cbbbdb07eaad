package org.stnjava.spark;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import scala.collection.Seq;

/**
 * Converts arrays and vectors of numbers, row-major.
 *
 * @param input the model's input
 */
record NumberReader(InputSpec input) implements SampleReader {

  /** Whether the length of an array determines its sizes. */
  static boolean fits(InputSpec input) {
    List<Long> sizes = input.sizes();
    return sizes == null || sizes.stream().filter(size -> size < 0).count() <= 1;
  }

  @Override
  public Sample read(Object cell) {
    float[] values = cell instanceof Vector vector ? floats(vector) : floats((Seq<?>) cell);
    if (input.dtype().equals(InputSpec.LEVELS)) {
      requireLevels(values);
    }
    return new Sample.Numbers(sizes(values.length), values);
  }

  private static float[] floats(Vector vector) {
    double[] doubles = vector.toArray();
    float[] values = new float[doubles.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) doubles[i];
    }
    return values;
  }

  private static float[] floats(Seq<?> numbers) {
    float[] values = new float[numbers.length()];
    scala.collection.Iterator<?> next = numbers.iterator();
    for (int i = 0; i < values.length; i++) {
      if (!(next.next() instanceof Number number)) {
        throw new IllegalArgumentException("expected numbers but element " + i + " is null");
      }
      values[i] = number.floatValue();
    }
    return values;
  }

  private static void requireLevels(float[] values) {
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      if (!(value >= 0 && value <= 255 && value == Math.rint(value))) {
        throw new IllegalArgumentException(
            "expected whole numbers from 0 to 255 but element %d is %s".formatted(i, value));
      }
    }
  }

  private List<Long> sizes(long count) {
    List<Long> wanted = input.sizes();
    if (wanted == null) {
      return List.of(count);
    }
    long known = wanted.stream().filter(size -> size >= 0).reduce(1L, Math::multiplyExact);
    boolean open = wanted.stream().anyMatch(size -> size < 0);
    if (open ? known == 0 || count % known != 0 : count != known) {
      throw new IllegalArgumentException("expected %s but got %d numbers".formatted(input, count));
    }
    return wanted.stream().map(size -> size < 0 ? count / known : size).toList();
  }
}
