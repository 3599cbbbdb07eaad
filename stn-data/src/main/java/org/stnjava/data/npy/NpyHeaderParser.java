package org.stnjava.data.npy;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of a header's text, a Python dictionary of {@code descr}, {@code fortran_order} and {@code
 * shape}.
 *
 * <p>Errors are {@link IllegalArgumentException}s without the file's name.
 */
final class NpyHeaderParser {
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /** Most axes that NumPy itself allows. */
  private static final int MAX_RANK = 64;

  /** Unicode characters or bytes, with how many an element has. */
  private static final Pattern STRINGS =
      Pattern.compile("[<>=|](?:U([1-9][0-9]{0,7})|[Sa]([1-9][0-9]{0,7}))");

  /** Characters of a wrong entry that a message shows. */
  private static final int MAX_SHOWN = 40;

  private final String text;
  private int at;

  private NpyHeaderParser(String text) {
    this.text = text;
  }

  /** Reads the header of an array of numbers or booleans. */
  static NpyHeader parse(String text) {
    Map<String, String> entries = all(text);
    String descr = entries.getOrDefault("descr", "");
    NpyType type = type(descr);
    ByteOrder order = byteOrder(descr);
    boolean fortranOrder = fortranOrder(entries);
    return new NpyHeader(type, order, fortranOrder, shape(entries, type.width()));
  }

  /** Reads the header of an array of strings. */
  static NpyStrings.Header parseStrings(String text) {
    Map<String, String> entries = all(text);
    String descr = entries.getOrDefault("descr", "");
    Matcher strings = STRINGS.matcher(descr);
    if (!strings.matches()) {
      String found = descr.endsWith("O") ? "Python objects" : shown(descr);
      throw new IllegalArgumentException(
          "descr: expected strings, such as '<U5' or '|S5', but found " + found);
    }
    NpyStrings.Kind kind = strings.group(1) == null ? NpyStrings.Kind.BYTES : NpyStrings.Kind.TEXT;
    int width = Integer.parseInt(strings.group(1) == null ? strings.group(2) : strings.group(1));
    NpyStrings.Item item = new NpyStrings.Item(kind, width, byteOrder(descr));
    boolean fortranOrder = fortranOrder(entries);
    return new NpyStrings.Header(item, fortranOrder, shape(entries, item.bytes()));
  }

  private static Map<String, String> all(String text) {
    Map<String, String> entries = new NpyHeaderParser(text).entries();
    for (String key : KEYS) {
      if (!entries.containsKey(key)) {
        throw new IllegalArgumentException("header: expected '" + key + "' but it is missing");
      }
    }
    return entries;
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

  /** Quotes text of the file so that it fits on a line. */
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
                    "descr: expected float16, float32, float64, an integer or bool, such as '<f4', but found "
                        + shown(descr)));
  }

  private static ByteOrder byteOrder(String descr) {
    return switch (descr.charAt(0)) {
      case '<' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default -> ByteOrder.nativeOrder();
    };
  }

  private static boolean fortranOrder(Map<String, String> entries) {
    String word = entries.getOrDefault("fortran_order", "");
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      default ->
          throw new IllegalArgumentException(
              "fortran_order: expected True or False but found " + shown(word));
    };
  }

  /** The shape of an array whose elements have {@code width} bytes. */
  private static long[] shape(Map<String, String> entries, int width) {
    String tuple = entries.getOrDefault("shape", "");
    boolean bracketed = tuple.startsWith("(") && tuple.endsWith(")");
    String inside = bracketed ? tuple.substring(1, tuple.length() - 1).strip() : "?";
    if (inside.isEmpty()) {
      return new long[0];
    }
    String[] words = inside.split(",", -1);
    int rank = words[words.length - 1].isBlank() ? words.length - 1 : words.length;
    if (rank == 0 || rank > MAX_RANK || (rank == 1 && words.length == 1)) {
      throw badShape(tuple);
    }
    long[] sizes = new long[rank];
    long bytes = width;
    try {
      for (int axis = 0; axis < rank; axis++) {
        sizes[axis] = size(words[axis].strip());
        bytes = Math.multiplyExact(bytes, Math.max(1, sizes[axis]));
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw badShape(tuple);
    }
    return sizes;
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
