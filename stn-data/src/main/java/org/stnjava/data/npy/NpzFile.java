package org.stnjava.data.npy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reader of NumPy's {@code .npz} files, archives of named arrays, compressed or not. */
public final class NpzFile {

  private static final String SUFFIX = ".npy";

  private NpzFile() {}

  /**
   * Lists the arrays.
   *
   * @param path a {@code .npz} file
   * @return their names, sorted
   * @throws IllegalArgumentException if the file is no such archive
   * @throws UncheckedIOException if the file is missing or cannot be read
   */
  public static List<String> names(Path path) {
    return in(path, NpzFile::names);
  }

  /**
   * Reads one of the arrays.
   *
   * @param path a {@code .npz} file
   * @param name the array's name
   * @return its values in C order
   * @throws IllegalArgumentException if the file is no such archive, or has no such array, or it is
   *     not one of numbers or booleans; names the file and the array
   * @throws UncheckedIOException if the file is missing or cannot be read
   */
  public static NpyArray read(Path path, String name) {
    return in(
        path,
        archive -> {
          ZipEntry entry = archive.getEntry(name + SUFFIX);
          if (entry == null) {
            throw new IllegalArgumentException(
                "%s: expected an array '%s' but got %s".formatted(path, name, names(archive)));
          }
          return read(path, archive, entry);
        });
  }

  /** What is read of an archive. */
  private interface Reading<R> {
    R from(ZipFile archive) throws IOException;
  }

  private static <R> R in(Path path, Reading<R> reading) {
    if (!Files.isRegularFile(path) && Files.exists(path)) {
      throw new IllegalArgumentException(path + ": expected a .npz file but it is a folder");
    }
    try (ZipFile archive = new ZipFile(path.toFile())) {
      return reading.from(archive);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(path + ": expected a file but there is none", e);
    } catch (ZipException e) {
      throw new IllegalArgumentException(
          path + ": expected a .npz file, an archive, but " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read", e);
    }
  }

  private static NpyArray read(Path path, ZipFile archive, ZipEntry entry) throws IOException {
    Path plain = Files.createTempFile("array", SUFFIX);
    try (InputStream in = archive.getInputStream(entry)) {
      Files.copy(in, plain, StandardCopyOption.REPLACE_EXISTING);
      return NpyFile.read(plain);
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).replace(plain + ": ", "");
      throw new IllegalArgumentException("%s: %s: %s".formatted(path, entry.getName(), reason), e);
    } finally {
      Files.delete(plain);
    }
  }

  private static List<String> names(ZipFile archive) {
    return Collections.list(archive.entries()).stream()
        .map(ZipEntry::getName)
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .sorted()
        .toList();
  }
}
