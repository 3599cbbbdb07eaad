package org.stnjava.models.savedmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.stnjava.ops.npy.Durable;

/** Folders that appear whole or not at all. */
public final class StagedFolder {

  private StagedFolder() {}

  /** Fills a folder. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the files.
     *
     * @param folder an empty folder
     * @throws IOException if a file cannot be written
     */
    void writeInto(Path folder) throws IOException;
  }

  /**
   * Writes a new folder: under another name first, and moved when all is there and on the disk.
   *
   * @param argument the folder's name in messages
   * @param target the folder; must not exist, its parent must
   * @param content fills it
   * @throws IllegalArgumentException if the target exists or has no parent
   * @throws UncheckedIOException if writing fails
   */
  public static void write(String argument, Path target, Content content) {
    Path absolute = target.toAbsolutePath();
    Path parent = Objects.requireNonNull(absolute.getParent(), argument);
    if (Files.exists(absolute)) {
      throw new IllegalArgumentException(
          "%s: %s: expected a new folder but it exists".formatted(argument, target));
    }
    if (!Files.isDirectory(parent)) {
      throw new IllegalArgumentException(
          "%s: %s: expected a folder in one that exists, but there is no folder %s"
              .formatted(argument, target, parent));
    }
    Path unfinished = parent.resolve("." + absolute.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectory(unfinished);
      try {
        content.writeInto(unfinished);
        for (Path path : contents(unfinished)) {
          Durable.force(path);
        }
        Files.move(unfinished, absolute);
        Durable.force(parent);
      } finally {
        delete(unfinished);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot write %s".formatted(argument, target), e);
    }
  }

  /**
   * Deletes a folder with all that is in it, if it is there.
   *
   * @param folder the folder
   * @throws IOException if something cannot be deleted
   */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    for (Path path : contents(folder)) {
      Files.delete(path);
    }
  }

  /** All that is in a folder, and the folder itself last. */
  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
