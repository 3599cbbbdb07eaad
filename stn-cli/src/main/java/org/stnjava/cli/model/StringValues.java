package org.stnjava.cli.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.npy.NpyStrings;
import org.tensorflow.ndarray.Shape;

/**
 * Strings for a model, as they are written on the command line.
 *
 * @param shape their sizes; of rank 0 for a single one, which fits a batch too
 * @param values their bytes, row-major
 */
record StringValues(Shape shape, List<byte[]> values) {

  StringValues {
    values = List.copyOf(values);
  }

  /**
   * Reads strings.
   *
   * @param text JSON, such as {@code "text"} or {@code ["a", "b"]}; or the name of a {@code .npy}
   *     file of strings, of another file, whose bytes are one string, or of a folder of such files,
   *     in the order of their names
   * @throws IllegalArgumentException if the text is none of these
   */
  static StringValues read(String text) {
    Optional<JsonLiteral> literal = JsonLiteral.parse(text);
    if (literal.isPresent()) {
      List<byte[]> values =
          literal.get().strings().stream()
              .map(string -> string.getBytes(StandardCharsets.UTF_8))
              .toList();
      return new StringValues(literal.get().shape(), values);
    }
    Path path = Path.of(text);
    if (ModelValue.isNpy(text)) {
      NpyStrings array = NpyFile.readStrings(path);
      return new StringValues(Shape.of(array.shape()), array.values());
    }
    return Files.isDirectory(path)
        ? ofFolder(path)
        : new StringValues(Shape.scalar(), List.of(bytes(path)));
  }

  private static StringValues ofFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<byte[]> values =
          files.filter(Files::isRegularFile).sorted().map(StringValues::bytes).toList();
      return new StringValues(Shape.of(values.size()), values);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed", e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(
          "%s: expected a file of bytes, a folder of files, a .npy file of strings or \"text\" in quotes, for a string, but there is no such file"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }
}
