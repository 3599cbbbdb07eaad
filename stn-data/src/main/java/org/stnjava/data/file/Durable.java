package org.stnjava.data.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Waits until files are on the disk, so that they outlive a loss of power. */
public final class Durable {

  private Durable() {}

  /**
   * Writes the system's buffers to the disk.
   *
   * @param path a file; or a folder, for the names in it
   * @throws IOException if the disk refuses
   */
  public static void force(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    StandardOpenOption how = folder ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no folders, and writes names out by itself.
      if (!folder) {
        throw e;
      }
    }
  }
}
