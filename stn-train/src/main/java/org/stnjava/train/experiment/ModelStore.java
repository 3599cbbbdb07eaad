package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.savedmodel.format.SavedModelFile;

/** Where exported models are kept: {@code NAME/VERSION/{saved_model.pb, variables/, card.json}}. */
public final class ModelStore {

  private ModelStore() {}

  /**
   * The folder for a run's model: named after its experiment, network and transform, in the first
   * version that is free.
   *
   * @param store the folder of all models; made if it is missing
   * @param run a finished run
   * @return a folder that does not exist, in one that does
   * @throws UncheckedIOException if folders cannot be made
   */
  public static Path nextVersion(Path store, RunFolder run) {
    ModelCard card = ModelCard.read(run.card());
    String name = card.net().startsWith("st-") ? card.net() + "-" + card.transform() : card.net();
    Path versions = store.resolve(card.experiment() + "-" + name);
    try {
      Files.createDirectories(versions);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + versions, e);
    }
    int version = 1;
    while (Files.exists(versions.resolve(Integer.toString(version)))) {
      version++;
    }
    return versions.resolve(Integer.toString(version));
  }

  /**
   * Copies a run's model, whole or not at all.
   *
   * @param run a finished run
   * @param target the copy's folder; must not exist, its parent must
   * @throws IllegalArgumentException if the target exists or has no parent
   * @throws UncheckedIOException if copying fails
   */
  public static void copy(RunFolder run, Path target) {
    StagedFolder.write("out", target, unfinished -> copyAll(run.savedModel(), unfinished));
  }

  /**
   * Copies a run's model in the place of another one, which stays until the copy is complete.
   *
   * @param run a finished run
   * @param target the copy's folder; holds a SavedModel or nothing, or does not exist
   * @throws IllegalArgumentException if the target is something else or has no parent
   * @throws UncheckedIOException if copying fails
   */
  public static void replace(RunFolder run, Path target) {
    StagedFolder.replace(
        "out",
        target,
        "a SavedModel",
        SavedModelFile::isIn,
        unfinished -> copyAll(run.savedModel(), unfinished));
  }

  private static void copyAll(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.filter(path -> !path.equals(from)).toList();
    }
    for (Path path : all) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }
}
