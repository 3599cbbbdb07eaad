package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.stnjava.data.file.StagedFolder;

/**
 * The folder of a run and the files in it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /**
   * Makes the folder of a new run.
   *
   * @param path where; must not exist or be empty, its parent must exist
   * @return the folder
   * @throws IllegalArgumentException if there is something in it or it has no parent
   * @throws UncheckedIOException if it cannot be made
   */
  static RunFolder create(Path path) {
    requireNew(path);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("run: cannot make the folder " + path, e);
    }
    return new RunFolder(path);
  }

  static void requireNew(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new IllegalArgumentException(
          "run: %s: expected a folder in one that exists, but there is no folder %s"
              .formatted(path, parent));
    }
    if (Files.exists(path) && !isEmptyFolder(path)) {
      throw new IllegalArgumentException(
          "run: %s: expected a new folder but there is something already".formatted(path));
    }
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
      throw new IllegalArgumentException(
          "run: %s: expected a folder but there is none".formatted(path));
    }
    for (Path file : new Path[] {folder.config(), folder.card(), folder.savedModel()}) {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(
            "run: %s: expected a finished run but it has no %s"
                .formatted(path, file.getFileName()));
      }
    }
    return folder;
  }

  /**
   * Opens the folder of a run that has not come to its end.
   *
   * @param path the folder
   * @return the folder
   * @throws IllegalArgumentException if it is no such folder
   */
  static RunFolder openUnfinished(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "run: %s: expected the folder of a run to resume but there is none".formatted(path));
    }
    if (!Files.isRegularFile(folder.config())) {
      throw new IllegalArgumentException(
          "run: %s: expected a run to resume but it has no %s"
              .formatted(path, folder.config().getFileName()));
    }
    if (Files.exists(folder.card())) {
      throw new IllegalArgumentException(
          "run: %s: expected a run to resume but it is finished".formatted(path));
    }
    return folder;
  }

  /** Deletes what a run began to write after its training. */
  void clearUnfinished() {
    try {
      StagedFolder.delete(savedModel());
      List<Path> staged;
      try (Stream<Path> files = Files.list(path)) {
        staged = files.filter(file -> file.getFileName().toString().startsWith(".")).toList();
      }
      for (Path file : staged) {
        StagedFolder.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("run: cannot clear " + path, e);
    }
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

  /** {@return what TensorBoard shows} */
  public Path events() {
    return path.resolve("events");
  }

  /** {@return the alarms of the training, one a line; missing if there were none} */
  public Path alarms() {
    return path.resolve("alarms.txt");
  }

  /** {@return where the transformers looked at each evaluation; missing if none was watched} */
  Path outlines() {
    return path.resolve("outlines.csv");
  }

  /** {@return the outlines over the training as an animated picture; missing without outlines} */
  public Path film() {
    return path.resolve("film.gif");
  }

  /** {@return the batch whose loss was not finite; missing if there was none} */
  public Path failedBatch() {
    return path.resolve("failed_batch");
  }

  /** {@return the states to continue from} */
  public Path checkpoints() {
    return path.resolve("checkpoints");
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

  private static boolean isEmptyFolder(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("run: cannot read " + path, e);
    }
  }
}
