package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folder of a run and the files in it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /**
   * Makes the folder of a new run.
   *
   * @param path where; must not exist or be empty
   * @return the folder
   * @throws IllegalArgumentException if there is something in it
   * @throws UncheckedIOException if it cannot be made
   */
  public static RunFolder create(Path path) {
    try {
      if (Files.exists(path) && !(Files.isDirectory(path) && isEmpty(path))) {
        throw new IllegalArgumentException(
            "run: expected a new folder but %s exists; name another".formatted(path));
      }
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("run: cannot make the folder " + path, e);
    }
    return new RunFolder(path);
  }

  /**
   * Opens the folder of a run.
   *
   * @param path the folder
   * @return the folder
   * @throws IllegalArgumentException if it is not the folder of a run that came to its end
   */
  public static RunFolder open(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("run: expected a folder but %s is none".formatted(path));
    }
    for (Path file : new Path[] {folder.config(), folder.card(), folder.savedModel()}) {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(
            "run: expected a finished run in %s but it has no %s"
                .formatted(path, file.getFileName()));
      }
    }
    return folder;
  }

  /** {@return whether a folder is one of a finished run} */
  static boolean isRun(Path path) {
    return Files.isRegularFile(new RunFolder(path).config());
  }

  /** {@return the settings, versions and the data's checksum} */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /** {@return one row an evaluation} */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /** {@return the trained network} */
  public Path savedModel() {
    return path.resolve("saved_model");
  }

  /** {@return what the run showed} */
  public Path report() {
    return path.resolve("report.html");
  }

  /** {@return the figures of the trained network} */
  public Path card() {
    return path.resolve("card.json");
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
