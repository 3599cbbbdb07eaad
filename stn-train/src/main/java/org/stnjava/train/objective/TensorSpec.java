package org.stnjava.train.objective;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.stnjava.data.npy.NpyValues;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * What one array of a batch has to be.
 *
 * @param name its name among the inputs or the targets
 * @param type the element type of the tensor that is fed; integers are converted to other integer
 *     types and floats to other floating-point types, but never one to the other
 * @param shape of the whole batch, the first axis unknown; other unknown axes match any size
 * @param classes values have to be class indices below it; absent if they are no classes
 */
public record TensorSpec(
    String name, Class<? extends TType> type, Shape shape, OptionalInt classes) {

  /** The usual target: the class indices of each example. */
  public static final String LABELS = "labels";

  /**
   * Floating-point values.
   *
   * @param name its name among the inputs or the targets
   * @param shape of the whole batch, the first axis unknown
   * @return float32 values
   */
  public static TensorSpec floats(String name, Shape shape) {
    return new TensorSpec(name, TFloat32.class, shape, OptionalInt.empty());
  }

  /**
   * Pixels as bytes.
   *
   * @param name its name among the inputs or the targets
   * @param shape of the whole batch, the first axis unknown
   * @return uint8 values
   */
  public static TensorSpec bytes(String name, Shape shape) {
    return new TensorSpec(name, TUint8.class, shape, OptionalInt.empty());
  }

  /**
   * The class indices of each example.
   *
   * @param labels how many labels an example has, at least 1
   * @param classes the number of classes; absent if it is not known before a step
   * @return int32 {@code [N]}, or {@code [N, labels]} with several labels an example; batches may
   *     have a last axis of size 1 besides, as Keras' labels do
   */
  public static TensorSpec labels(int labels, OptionalInt classes) {
    Shape shape = labels == 1 ? Shape.of(-1) : Shape.of(-1, labels);
    return new TensorSpec(
        LABELS, TInt32.class, shape, classes.isPresent() ? classes : OptionalInt.of(MANY));
  }

  /** No index of an int32 is as high. */
  private static final int MANY = Integer.MAX_VALUE;

  /** {@return whether the values are class indices} */
  public boolean isClasses() {
    return classes.isPresent();
  }

  /**
   * Checks an array of a batch.
   *
   * @param kind what the array is in messages: {@code input} or {@code target}
   * @param values the array
   * @throws IllegalArgumentException if its type, its shape or one of its classes is another than
   *     expected
   */
  public void require(String kind, NpyValues values) {
    if (!isType(values) || !hasShape(values.shape())) {
      throw new IllegalArgumentException(
          "%s '%s': expected %s %s but got %s".formatted(kind, name, typeName(), text(), values));
    }
    if (isClasses()) {
      requireClasses(kind, ((NpyArray) values).longs());
    }
  }

  private void requireClasses(String kind, long... indices) {
    int limit = classes.orElseThrow();
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= limit) {
        throw new IllegalArgumentException(
            "%s '%s': expected classes from 0 to %s but got %d at index %d"
                .formatted(
                    kind,
                    name,
                    limit == MANY ? "the last" : Integer.toString(limit - 1),
                    indices[i],
                    i));
      }
    }
  }

  private boolean isType(NpyValues values) {
    boolean isStrings = type == TString.class;
    if (!(values instanceof NpyArray array)) {
      return isStrings;
    }
    return !isStrings
        && array.type().isFloating() == TFloating.class.isAssignableFrom(type)
        && (array.type() == NpyType.BOOL) == (type == TBool.class);
  }

  private boolean hasShape(long... sizes) {
    if (shape.isUnknown()) {
      return true;
    }
    int rank = shape.numDimensions();
    boolean isColumn = isClasses() && sizes.length == rank + 1 && sizes[rank] == 1;
    if (sizes.length != rank && !isColumn) {
      return false;
    }
    for (int axis = 0; axis < rank; axis++) {
      long expected = shape.get(axis);
      if (expected >= 0 && sizes[axis] != expected) {
        return false;
      }
    }
    return true;
  }

  private String typeName() {
    return type.getSimpleName().substring(1).toLowerCase(Locale.ROOT);
  }

  private String text() {
    return shape.isUnknown()
        ? "of any shape"
        : Arrays.toString(shape.asArray()).replaceFirst("^\\[-1", "[N");
  }
}
