package org.stnjava.ops.npy;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Reader of a header's text, a Python dictionary of {@code descr}, {@code fortran_order} and {@code
 * shape}.
 *
 * <p>Every complaint is an {@link IllegalArgumentException} without the file's name.
 */
final class NpyHeaderParser {
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /** Most axes that NumPy itself allows. */
  private static final int MAX_RANK = 64;

  /** Characters of a wrong entry that still help whoever reads the message. */
  private static final int MAX_SHOWN = 40;

  private final String text;
  private int at;

  private NpyHeaderParser(String text) {
    this.text = text;
  }

  static NpyHeader parse(String text) {
    Map<String, String> entries = new NpyHeaderParser(text).entries();
    for (String key : KEYS) {
      if (!entries.containsKey(key)) {
        throw new IllegalArgumentException("header: expected '" + key + "' but it is missing");
      }
    }
    String descr = entries.getOrDefault("descr", "");
    NpyType type = type(descr);
    ByteOrder order = byteOrder(descr);
    boolean fortranOrder = bool(entries.getOrDefault("fortran_order", ""));
    return new NpyHeader(type, order, fortranOrder, shape(entries.getOrDefault("shape", ""), type));
  }

  private Map<String, String> entries() {
    Map<String, String> entries = new HashMap<>();
    expect('{');
    while (peek() != '}') {
      String key = quoted();
      expect(':');
      if (!KEYS.contains(key) || entries.put(key, value()) != null) {
        throw new IllegalArgumentException(
            "header: expected descr, fortran_order and shape once each but found " + shown(key));
      }
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    if (peek() != 0) {
      throw broken("nothing after the dictionary");
    }
    return entries;
  }

  /** A string without its quotes, a tuple or a list with its brackets, or a word. */
  private String value() {
    char first = peek();
    if (first == '\'' || first == '"') {
      return quoted();
    }
    if (first == '[') {
      throw new IllegalArgumentException(
          "descr: expected a numeric type such as '<f4' but found a structured one");
    }
    int start = at;
    char end = first == '(' ? ')' : ',';
    while (at < text.length() && text.charAt(at) != end && text.charAt(at) != '}') {
      at++;
    }
    if (end == ')') {
      expect(')');
    }
    return text.substring(start, at).strip();
  }

  private String quoted() {
    char quote = peek();
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw broken("a quoted name");
    }
    String inside = text.substring(at + 1, end);
    at = end + 1;
    return inside;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw broken("'" + wanted + "'");
    }
    at++;
  }

  /** Skips white space; gives the character there, or 0 at the end. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException broken(String expected) {
    String found = at < text.length() ? shown(text.substring(at, at + 1)) : "the end";
    return new IllegalArgumentException(
        "header: expected " + expected + " at character " + at + " but found " + found);
  }

  /** Quotes what stood in the file so that it fits on a line, whatever it is. */
  private static String shown(String found) {
    String start = found.length() > MAX_SHOWN ? found.substring(0, MAX_SHOWN) + "..." : found;
    return "'" + start.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  private static NpyType type(String descr) {
    String code = descr.isEmpty() ? "" : descr.substring(1);
    if (code.startsWith("O")) {
      throw new IllegalArgumentException(
          "descr: expected a numeric type such as '<f4' but found Python objects");
    }
    return NpyType.ofCode(code)
        .filter(type -> "<>=|".indexOf(descr.charAt(0)) >= 0)
        .filter(type -> type.width() == 1 || descr.charAt(0) != '|')
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "descr: expected float32, float64, an integer or bool, such as '<f4', but found "
                        + shown(descr)));
  }

  private static ByteOrder byteOrder(String descr) {
    return switch (descr.charAt(0)) {
      case '<' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default -> ByteOrder.nativeOrder();
    };
  }

  private static boolean bool(String word) {
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      default ->
          throw new IllegalArgumentException(
              "fortran_order: expected True or False but found " + shown(word));
    };
  }

  private static Shape shape(String tuple, NpyType type) {
    boolean bracketed = tuple.startsWith("(") && tuple.endsWith(")");
    String inside = bracketed ? tuple.substring(1, tuple.length() - 1).strip() : "?";
    if (inside.isEmpty()) {
      return Shape.scalar();
    }
    String[] words = inside.split(",", -1);
    int rank = words[words.length - 1].isBlank() ? words.length - 1 : words.length;
    if (rank == 0 || rank > MAX_RANK || (rank == 1 && words.length == 1)) {
      throw badShape(tuple);
    }
    long[] sizes = new long[rank];
    long bytes = type.width();
    try {
      for (int axis = 0; axis < rank; axis++) {
        sizes[axis] = size(words[axis].strip());
        bytes = Math.multiplyExact(bytes, Math.max(1, sizes[axis]));
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw badShape(tuple);
    }
    return Shape.of(sizes);
  }

  private static long size(String word) {
    String digits = word.endsWith("L") ? word.substring(0, word.length() - 1) : word;
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new NumberFormatException(word);
    }
    return Long.parseLong(digits);
  }

  private static IllegalArgumentException badShape(String tuple) {
    return new IllegalArgumentException(
        "shape: expected a tuple of up to "
            + MAX_RANK
            + " sizes, none negative, with fewer than 2^63 bytes together, but found "
            + shown(tuple));
  }
}
