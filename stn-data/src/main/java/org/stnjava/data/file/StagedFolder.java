package org.stnjava.data.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
    check(argument, target);
    stage(argument, target, content);
  }

  /**
   * Checks that a new folder can be written, before the work that it is for.
   *
   * @param argument the folder's name in messages
   * @param target the folder; must not exist, its parent must
   * @throws IllegalArgumentException if the target exists or has no parent
   */
  public static void check(String argument, Path target) {
    if (Files.exists(target)) {
      throw new IllegalArgumentException(
          "%s: %s: expected a new folder but it exists".formatted(argument, target));
    }
    parent(argument, target);
  }

  /**
   * Writes a folder in the place of one of its kind, which stays until the new one is complete.
   *
   * @param argument the folder's name in messages
   * @param target the folder; of the kind, empty or not there; its parent must exist
   * @param kind what may be replaced, in messages: {@code a SavedModel}
   * @param isOfKind whether a folder is of that kind
   * @param content fills it
   * @throws IllegalArgumentException if the target is something else or has no parent
   * @throws UncheckedIOException if writing fails
   */
  public static void replace(
      String argument, Path target, String kind, Predicate<Path> isOfKind, Content content) {
    if (Files.exists(target) && !isReplaceable(target, isOfKind)) {
      throw new IllegalArgumentException(
          "%s: %s: expected %s or an empty folder to replace but it is neither"
              .formatted(argument, target, kind));
    }
    stage(argument, target, content);
  }

  private static boolean isReplaceable(Path target, Predicate<Path> isOfKind) {
    if (!Files.isDirectory(target)) {
      return false;
    }
    try (Stream<Path> files = Files.list(target)) {
      return isOfKind.test(target) || files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(target + ": cannot be listed", e);
    }
  }

  private static void stage(String argument, Path target, Content content) {
    Path absolute = target.toAbsolutePath();
    Path parent = parent(argument, target);
    Path unfinished = parent.resolve("." + absolute.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectory(unfinished);
      try {
        content.writeInto(unfinished);
        for (Path path : contents(unfinished)) {
          Durable.force(path);
        }
        publish(unfinished, absolute);
        Durable.force(parent);
      } finally {
        delete(unfinished);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot write %s".formatted(argument, target), e);
    }
  }

  private static Path parent(String argument, Path target) {
    Path parent = Objects.requireNonNull(target.toAbsolutePath().getParent(), argument);
    if (!Files.isDirectory(parent)) {
      throw new IllegalArgumentException(
          "%s: %s: expected a folder in one that exists, but there is no folder %s"
              .formatted(argument, target, parent));
    }
    return parent;
  }

  /** Moves the finished folder to its place; what was there goes once it is free to. */
  private static void publish(Path finished, Path target) throws IOException {
    if (!Files.exists(target)) {
      Files.move(finished, target);
      return;
    }
    Path former = finished.resolveSibling(finished.getFileName() + ".former");
    Files.move(target, former);
    try {
      Files.move(finished, target);
    } catch (IOException e) {
      Files.move(former, target);
      throw e;
    }
    delete(former);
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
