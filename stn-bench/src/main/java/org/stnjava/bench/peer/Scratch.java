package org.stnjava.bench.peer;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for files that nobody keeps, deleted when it is <b>closed</b>. */
public record Scratch(Path folder) implements AutoCloseable {

  /** {@return a new folder} */
  public static Scratch create() {
    try {
      return new Scratch(Files.createTempDirectory("stn-bench"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a folder inside.
   *
   * @param name its name
   * @return the folder, which may have been there before
   */
  public Path folder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
