package org.stnjava.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.tensorflow.ndarray.Shape;

/**
 * An array on the command line, in JSON's form: a string in quotes, or nested lists of numbers, of
 * truth values or of strings.
 *
 * @param text as it is written
 * @param shape the lengths of the lists, the outer one first; of rank 0 for a single string
 * @param elements row-major
 */
record JsonLiteral(String text, Shape shape, List<JsonNode> elements) {

  /** NaN and Infinity are read, as Python writes them. */
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  JsonLiteral {
    elements = List.copyOf(elements);
  }

  /**
   * Reads the text.
   *
   * @return empty if it starts neither with a bracket nor with a quote
   * @throws IllegalArgumentException if it is not JSON, or the lists are of different lengths
   */
  static Optional<JsonLiteral> parse(String text) {
    if (!text.startsWith("[") && !text.startsWith("\"")) {
      return Optional.empty();
    }
    try {
      JsonNode root = READER.readValue(text);
      List<Long> sizes = new ArrayList<>();
      for (JsonNode node = root; node != null && node.isArray(); node = node.get(0)) {
        sizes.add((long) node.size());
      }
      List<JsonNode> elements = new ArrayList<>();
      collect(text, root, sizes, elements);
      Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
      return Optional.of(new JsonLiteral(text, shape, elements));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected JSON, such as [[0.5, 1]] or \"text\", but got '%s', which is none from character %d on"
              .formatted(text, e.getLocation().getCharOffset() + 1),
          e);
    }
  }

  private static void collect(
      String text, JsonNode node, List<Long> sizes, List<JsonNode> elements) {
    boolean isList = node.isArray();
    if (isList == sizes.isEmpty() || (isList && node.size() != sizes.get(0))) {
      throw new IllegalArgumentException(
          "expected nested lists of equal lengths but got '%s'".formatted(text));
    }
    if (isList) {
      node.forEach(element -> collect(text, element, sizes.subList(1, sizes.size()), elements));
    } else {
      elements.add(node);
    }
  }

  /**
   * Gives numbers or truth values.
   *
   * @return int64, float64 or bool; int64 for no elements
   * @throws IllegalArgumentException if the elements are not all numbers or all truth values
   */
  NpyArray array() {
    if (all(JsonNode::canConvertToLong) && all(JsonNode::isIntegralNumber)) {
      return NpyArray.of(
          elements.stream().mapToLong(JsonNode::longValue).toArray(), shape.asArray());
    }
    if (all(JsonNode::isNumber)) {
      return NpyArray.of(
          elements.stream().mapToDouble(JsonNode::doubleValue).toArray(), shape.asArray());
    }
    if (all(JsonNode::isBoolean)) {
      byte[] values = new byte[elements.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) (elements.get(i).booleanValue() ? 1 : 0);
      }
      return NpyArray.ofBytes(values, NpyType.BOOL, shape.asArray());
    }
    throw new IllegalArgumentException(
        "expected numbers, or truth values, but got '%s'".formatted(text));
  }

  /**
   * Gives strings.
   *
   * @throws IllegalArgumentException if the elements are others
   */
  List<String> strings() {
    if (!all(JsonNode::isTextual)) {
      throw new IllegalArgumentException("expected strings but got '%s'".formatted(text));
    }
    return elements.stream().map(JsonNode::textValue).toList();
  }

  private boolean all(Predicate<JsonNode> kind) {
    return elements.stream().allMatch(kind);
  }
}
