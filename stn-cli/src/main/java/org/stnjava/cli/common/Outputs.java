package org.stnjava.cli.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stnjava.data.file.StagedFile;
import org.stnjava.data.npy.NpyArray;

/**
 * Files that a command writes, all at its end or none.
 *
 * <p>Declared first, so that a path that cannot be written to fails before the work.
 */
public final class Outputs {
  private final Map<String, Path> paths = new LinkedHashMap<>();
  private final Map<String, StagedFile.Content> contents = new LinkedHashMap<>();

  /** Declares an output that is an image: an array or a picture. */
  public Outputs image(String argument, Path path) {
    if (OutputFormat.of(path).isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected a name that ends in .npy, .png, .jpg or .jpeg but got '%s'"
              .formatted(argument, path));
    }
    return declare(argument, path);
  }

  /** Declares an output that can only be an array. */
  public Outputs array(String argument, Path path) {
    if (OutputFormat.of(path).filter(OutputFormat.NPY::equals).isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected a name that ends in .npy but got '%s'".formatted(argument, path));
    }
    return declare(argument, path);
  }

  /** Declares an output that can only be text. */
  public Outputs text(String argument, Path path) {
    if (!path.toString().toLowerCase(Locale.ROOT).endsWith(".txt")) {
      throw new IllegalArgumentException(
          "%s: expected a name that ends in .txt but got '%s'".formatted(argument, path));
    }
    return declare(argument, path);
  }

  /** Gives the content of a declared output. */
  public Outputs put(String argument, StagedFile.Content content) {
    contents.put(argument, content);
    return this;
  }

  /** Gives the content of a declared output. */
  public Outputs put(String argument, NpyArray array) {
    Path path = paths.get(argument);
    if (path != null) {
      Failures.named(
          argument + ": " + path,
          () -> {
            format(path).check(array);
            return path;
          });
      contents.put(argument, out -> format(path).write(out, array));
    }
    return this;
  }

  /** Gives the content of an output if there is one. */
  public Outputs put(String argument, Optional<NpyArray> array) {
    return array.map(present -> put(argument, present)).orElse(this);
  }

  /** Writes all of them; the files appear when each is complete. */
  public void publish() {
    List<StagedFile> staged = new ArrayList<>();
    try {
      contents.forEach(
          (argument, content) ->
              staged.add(Failures.named(argument, () -> stage(argument, content))));
      staged.forEach(StagedFile::publish);
    } finally {
      staged.forEach(StagedFile::close);
    }
  }

  private StagedFile stage(String argument, StagedFile.Content content) {
    return StagedFile.write(paths.getOrDefault(argument, Path.of("")), content);
  }

  private Outputs declare(String argument, Path path) {
    paths.forEach(
        (other, taken) -> {
          if (isSame(taken, path)) {
            throw new IllegalArgumentException(
                "%s: expected another file than %s but got '%s' for both"
                    .formatted(argument, other, path));
          }
        });
    Failures.named(
        argument,
        () -> {
          StagedFile.check(path);
          return paths.put(argument, path);
        });
    return this;
  }

  /** Whether two paths name one file, through links too. */
  private static boolean isSame(Path one, Path other) {
    try {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    } catch (IOException e) {
      throw new UncheckedIOException(other + ": cannot be read", e);
    }
  }

  private static OutputFormat format(Path path) {
    return OutputFormat.of(path).orElse(OutputFormat.NPY);
  }
}
