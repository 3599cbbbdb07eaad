package org.stnjava.train.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyStrings;
import org.stnjava.data.npy.NpyValues;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.stnjava.train.objective.TensorSpec;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;

/**
 * The tensors that runs of a graph are fed, <b>to be closed</b>.
 *
 * <p>A step of a small network takes a few milliseconds. Allocating tensors and looking up names
 * for each would be a noticeable part of it, so that both are kept as long as batches are of one
 * size. Only one run at a time may use the buffer.
 */
final class FeedBuffer implements AutoCloseable {

  /** Where an array goes. */
  private record Place(String kind, TensorSpec spec, String node) {}

  private final List<Place> places = new ArrayList<>();
  private final Map<String, Tensor> scalars;
  private final Supplier<Session.Runner> runs;
  private final List<Tensor> tensors = new ArrayList<>();
  private Session.@Nullable Runner runner;

  /**
   * A buffer that is still empty.
   *
   * @param names the names of placeholders
   * @param inputs specification and placeholder of each input
   * @param targets specification and placeholder of each target
   * @param scalars tensors that the caller overwrites, and closes, by placeholder
   * @param runs makes a run that lacks nothing but what is fed
   */
  FeedBuffer(
      Function<Operand<?>, String> names,
      Map<TensorSpec, Operand<?>> inputs,
      Map<TensorSpec, Operand<?>> targets,
      Map<Operand<?>, Tensor> scalars,
      Supplier<Session.Runner> runs) {
    inputs.forEach((spec, place) -> places.add(new Place("input", spec, names.apply(place))));
    targets.forEach((spec, place) -> places.add(new Place("target", spec, names.apply(place))));
    this.scalars = new LinkedHashMap<>();
    scalars.forEach((place, tensor) -> this.scalars.put(names.apply(place), tensor));
    this.runs = runs;
  }

  /**
   * Fills in a batch.
   *
   * @return runs it, until the next one is filled in
   * @throws IllegalArgumentException if an array is missing, unknown or of another type or shape
   */
  Session.Runner fill(Batch batch) {
    List<NpyValues> arrays = arrays(batch);
    if (runner == null || !fits(arrays)) {
      close();
      for (int i = 0; i < arrays.size(); i++) {
        tensors.add(tensor(places.get(i).spec(), arrays.get(i)));
      }
      runner = again();
    } else {
      for (int i = 0; i < arrays.size(); i++) {
        overwrite(i, arrays.get(i));
      }
    }
    return runner;
  }

  /** A run of its own of what was filled in last, of which options may be set. */
  Session.Runner again() {
    Session.Runner run = runs.get();
    for (int i = 0; i < tensors.size(); i++) {
      run.feed(places.get(i).node(), tensors.get(i));
    }
    scalars.forEach(run::feed);
    return run;
  }

  /**
   * Checks a batch without filling it in.
   *
   * @throws IllegalArgumentException if an array is missing, unknown or of another type or shape
   */
  void require(Batch batch) {
    arrays(batch);
  }

  /**
   * Checks targets without their inputs.
   *
   * @param targets arrays by name, of any number of rows; others stay unchecked
   * @throws IllegalArgumentException if one is of another type or shape, or a class is too high
   */
  void require(Map<String, NpyValues> targets) {
    for (Place place : places) {
      NpyValues values = targets.get(place.spec().name());
      if (values != null && place.kind().equals("target")) {
        place.spec().require(place.kind(), values);
      }
    }
  }

  private List<NpyValues> arrays(Batch batch) {
    requireNames("input", batch.inputs());
    requireNames("target", batch.targets());
    List<NpyValues> arrays = new ArrayList<>();
    for (Place place : places) {
      boolean isInput = place.kind().equals("input");
      NpyValues values =
          isInput ? batch.input(place.spec().name()) : batch.target(place.spec().name());
      place.spec().require(place.kind(), values);
      arrays.add(values);
    }
    return arrays;
  }

  private void requireNames(String kind, Map<String, NpyValues> arrays) {
    List<String> expected =
        places.stream()
            .filter(place -> place.kind().equals(kind))
            .map(place -> place.spec().name())
            .toList();
    if (!arrays.keySet().containsAll(expected) || arrays.size() != expected.size()) {
      throw new IllegalArgumentException(
          "%ss: expected %s in a batch but got %s".formatted(kind, expected, arrays.keySet()));
    }
  }

  private boolean fits(List<NpyValues> arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      NpyValues values = arrays.get(i);
      Shape shape = shape(places.get(i).spec(), values);
      Class<?> type = places.get(i).spec().type();
      boolean isHalf = type == TFloat16.class || type == TBfloat16.class;
      if (isHalf || values instanceof NpyStrings || !tensors.get(i).shape().equals(shape)) {
        return false;
      }
    }
    return true;
  }

  private void overwrite(int index, NpyValues values) {
    NpyTensors.write((NpyArray) values, places.get(index).spec().type(), tensors.get(index));
  }

  private static Tensor tensor(TensorSpec spec, NpyValues values) {
    Shape shape = shape(spec, values);
    return values instanceof NpyArray array
        ? NpyTensors.tensor(array.reshape(shape.asArray()), spec.type())
        : NpyTensors.strings((NpyStrings) values);
  }

  /** Class indices are fed as a vector, example by example. */
  private static Shape shape(TensorSpec spec, NpyValues values) {
    long[] sizes = values.shape();
    return spec.isClasses()
        ? Shape.of(Arrays.stream(sizes).reduce(1, Math::multiplyExact))
        : Shape.of(sizes);
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
    tensors.clear();
    runner = null;
  }
}
