package org.stnjava.data.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * A complete file beside its target, which {@link #publish} puts in the target's place at once.
 *
 * <p><b>Close it:</b> what was not published is deleted then. Several outputs that belong together
 * are staged first and published last.
 */
public final class StagedFile implements AutoCloseable {
  private final Path staged;
  private final Path target;

  private StagedFile(Path staged, Path target) {
    this.staged = staged;
    this.target = target;
  }

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param out where to; buffering is the writer's business, closing is not
     * @throws IOException if it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Refuses a target that no file can be written to.
   *
   * @param target path of a file, which need not exist
   * @throws IllegalArgumentException if its folder does not exist, or if it is a folder or a device
   */
  public static void check(Path target) {
    if (Files.isDirectory(target)) {
      throw new IllegalArgumentException(target + ": expected a file but it is a folder");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IllegalArgumentException(target + ": expected a regular file but it is a device");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          target + ": expected an existing folder but there is none at " + folder);
    }
  }

  /**
   * Writes the content beside the target, which stays as it is.
   *
   * @param target path of the file to come
   * @param content what it holds
   * @return the file to publish
   * @throws IllegalArgumentException if {@link #check} refuses the target
   * @throws UncheckedIOException if the content cannot be written; nothing is left behind then
   */
  public static StagedFile write(Path target, Content content) {
    check(target);
    Path resolved = resolved(target);
    Path staged = resolved.resolveSibling("." + UUID.randomUUID() + ".tmp");
    StagedFile file = new StagedFile(staged, resolved);
    try {
      try (OutputStream out = Files.newOutputStream(staged, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(out);
      }
      return file;
    } catch (IOException e) {
      file.close();
      throw new UncheckedIOException(target + ": cannot be written", e);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /**
   * Writes a file, or replaces the one that exists, whole or not at all.
   *
   * @param target path of the file
   * @param content its bytes
   * @throws IllegalArgumentException if {@link #check} refuses the target
   * @throws UncheckedIOException if the file cannot be written; an existing file stays as it is
   */
  public static void replace(Path target, byte[] content) {
    try (StagedFile staged = write(target, out -> out.write(content))) {
      staged.publish();
    }
  }

  /**
   * Puts the file in the target's place; readers see the old file or the new one, whole, also after
   * a loss of power.
   *
   * @throws UncheckedIOException if it cannot be moved there
   */
  public void publish() {
    try {
      Durable.force(staged);
      try {
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(staged, target, StandardCopyOption.REPLACE_EXISTING);
      }
      Durable.force(Objects.requireNonNull(target.getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException(target + ": cannot be replaced", e);
    }
  }

  /** Deletes the file if it was not published. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(staged);
    } catch (IOException e) {
      throw new UncheckedIOException(staged + ": cannot be deleted", e);
    }
  }

  /** Follows symbolic links, so that a link stays and the file behind it is replaced. */
  private static Path resolved(Path target) {
    try {
      return Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(target + ": cannot be resolved", e);
    }
  }
}
