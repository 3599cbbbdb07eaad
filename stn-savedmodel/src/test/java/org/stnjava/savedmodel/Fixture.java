package org.stnjava.savedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * A small SavedModel from Python, with what Python computes by it; tools/interop makes them.
 *
 * @param name of the model
 * @param folder that holds saved_model.pb
 * @param expected see tools/interop/README.md
 */
public record Fixture(String name, Path folder, JsonNode expected) {

  private static final Path FOLDER = Path.of("../stn-savedmodel/src/test/resources/savedmodels");

  /** Opens a fixture by its name. */
  public static Fixture of(String name) {
    try {
      return new Fixture(
          name,
          FOLDER.resolve(name),
          new ObjectMapper().readTree(FOLDER.resolve(name + ".json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model without expected values. */
  public static Path folder(String name) {
    return FOLDER.resolve(name);
  }

  /** All names. */
  public static Stream<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(".json"))
          .map(file -> file.substring(0, file.length() - ".json".length()))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was trained, and what came of it. */
  public JsonNode training() {
    return expected.get("training");
  }

  /** The signature that was trained. */
  public String signature() {
    return training().get("signature").asText();
  }

  /** The inputs of a signature, to be closed. */
  public Map<String, Tensor> inputs(String signature) {
    return tensors(expected.at("/signatures/" + signature + "/inputs"));
  }

  /** The placeholders that stand in no signature, to be closed. */
  public Map<String, Tensor> feeds() {
    return tensors(expected.get("feed"));
  }

  /** The classes of the trained batch. */
  public int[] labels() {
    return ints(training().get("labels"));
  }

  /** An object's arrays as tensors. */
  public static Map<String, Tensor> tensors(JsonNode arrays) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.properties().forEach(e -> tensors.put(e.getKey(), tensor(e.getValue())));
    return tensors;
  }

  /** An array as a tensor. */
  public static Tensor tensor(JsonNode array) {
    Shape shape = shape(array);
    return switch (array.get("dtype").asText()) {
      case "float32" -> TFloat32.tensorOf(shape, DataBuffers.of(floats(array)));
      case "float16" -> TFloat16.tensorOf(shape, DataBuffers.of(floats(array)));
      case "int32" -> TInt32.tensorOf(shape, DataBuffers.of(ints(array)));
      case "int64" -> TInt64.tensorOf(shape, DataBuffers.of(longs(array)));
      case "bool" -> TBool.tensorOf(shape, DataBuffers.of(booleans(array)));
      default -> TString.tensorOfBytes(strings(array));
    };
  }

  /** An array's numbers. */
  public static float[] floats(JsonNode array) {
    JsonNode values = array.get("values");
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) values.get(i).asDouble();
    }
    return numbers;
  }

  private static int[] ints(JsonNode array) {
    return Stream.iterate(0, i -> i < array.get("values").size(), i -> i + 1)
        .mapToInt(i -> array.get("values").get(i).asInt())
        .toArray();
  }

  private static long[] longs(JsonNode array) {
    return Stream.iterate(0, i -> i < array.get("values").size(), i -> i + 1)
        .mapToLong(i -> array.get("values").get(i).asLong())
        .toArray();
  }

  private static boolean[] booleans(JsonNode array) {
    boolean[] values = new boolean[array.get("values").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get("values").get(i).asBoolean();
    }
    return values;
  }

  private static NdArray<byte[]> strings(JsonNode array) {
    List<byte[]> values = new ArrayList<>();
    array.get("values").forEach(v -> values.add(Base64.getDecoder().decode(v.asText())));
    return NdArrays.vectorOfObjects(values.toArray(byte[][]::new));
  }

  /** The sizes of an array. */
  public static Shape shape(JsonNode array) {
    long[] sizes = new long[array.get("shape").size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = array.get("shape").get(i).asLong();
    }
    return Shape.of(sizes);
  }
}
