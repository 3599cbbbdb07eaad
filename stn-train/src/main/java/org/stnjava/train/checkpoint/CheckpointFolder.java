package org.stnjava.train.checkpoint;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stnjava.data.file.StagedFile;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.savedmodel.export.TensorFlowFiles;
import org.stnjava.savedmodel.export.WeightSaver;

/**
 * The folder of a run's checkpoints: the last few, and the one of the lowest test error.
 *
 * <p>Each is a folder of its own, complete or absent. The file {@code checkpoint} names the last,
 * in the form that TensorFlow's {@code latest_checkpoint} reads.
 *
 * @param path the folder; is made with the first checkpoint
 */
public record CheckpointFolder(Path path) {

  /** One to continue from, and two to go back to after a run has diverged. */
  private static final int KEPT = 3;

  private static final String POINTER = "checkpoint";

  private static final Pattern NAME = Pattern.compile("step-(\\d+)");
  private static final Pattern POINTED =
      Pattern.compile("model_checkpoint_path: \"([^/\"]+)/" + Checkpoint.WEIGHTS + "\"");

  /**
   * The checkpoint to continue from.
   *
   * @return the one that was written last; if its folder was deleted, the last that is left
   * @throws IllegalArgumentException if it is damaged
   * @throws UncheckedIOException if it cannot be read
   */
  public Optional<Checkpoint> latest() {
    try {
      Optional<Path> pointed = pointed().filter(Files::isDirectory);
      Optional<Path> folder =
          pointed.isPresent() ? pointed : all().stream().max(Comparator.naturalOrder());
      return folder.isPresent() ? Optional.of(Checkpoint.read(folder.get())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read", e);
    }
  }

  /** The checkpoint of a step, if it is kept. */
  Optional<Checkpoint> at(int step) {
    Path folder = folder(step);
    try {
      return Files.isDirectory(folder) ? Optional.of(Checkpoint.read(folder)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read", e);
    }
  }

  private Path folder(int step) {
    return path.resolve("step-%08d".formatted(step));
  }

  /**
   * Adds a checkpoint and drops those that are no longer kept, among them all of later steps.
   *
   * @param progress how far the training run has come
   * @param weights their present values
   * @throws UncheckedIOException if it cannot be written; those before it stay then
   */
  void save(Progress progress, WeightSaver weights) {
    Path folder = folder(progress.step());
    try {
      Files.createDirectories(path);
      StagedFolder.delete(folder);
      StagedFolder.write(
          "checkpoints",
          folder,
          TensorFlowFiles.writtenBy(unfinished -> Checkpoint.write(unfinished, progress, weights)));
      point(folder);
      prune(progress);
    } catch (IOException | UncheckedIOException e) {
      throw failed(progress, e);
    }
  }

  /** Drops checkpoints of later steps, which the training run is about to write again. */
  void dropAfter(Progress progress) {
    try {
      for (Path folder : all()) {
        if (step(folder) > progress.step()) {
          drop(folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be cleared of later checkpoints", e);
    }
  }

  private void point(Path folder) {
    String text =
        "model_checkpoint_path: \"%s/%s\"\n".formatted(folder.getFileName(), Checkpoint.WEIGHTS);
    try (StagedFile pointer =
        StagedFile.write(
            path.resolve(POINTER), out -> out.write(text.getBytes(StandardCharsets.UTF_8)))) {
      pointer.publish();
    }
  }

  private Optional<Path> pointed() throws IOException {
    Path pointer = path.resolve(POINTER);
    if (!Files.isRegularFile(pointer)) {
      return Optional.empty();
    }
    Matcher matcher = POINTED.matcher(Files.readString(pointer));
    return matcher.find() ? Optional.of(path.resolve(matcher.group(1))) : Optional.empty();
  }

  private void prune(Progress progress) throws IOException {
    List<Path> newestFirst =
        all().stream()
            .filter(folder -> step(folder) <= progress.step())
            .sorted(Comparator.reverseOrder())
            .toList();
    for (Path folder :
        newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
      if (step(folder) != progress.bestStep()) {
        drop(folder);
      }
    }
    dropAfter(progress);
    for (Path unfinished : list(file -> file.getFileName().toString().startsWith("."))) {
      StagedFolder.delete(unfinished);
    }
  }

  /** Under another name first: a folder that is being deleted must not be taken for whole. */
  private static void drop(Path folder) throws IOException {
    Path leaving = folder.resolveSibling("." + folder.getFileName());
    StagedFolder.delete(leaving);
    Files.move(folder, leaving);
    StagedFolder.delete(leaving);
  }

  private List<Path> all() throws IOException {
    return list(file -> NAME.matcher(file.getFileName().toString()).matches());
  }

  private List<Path> list(Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(wanted).toList();
    }
  }

  private static int step(Path folder) {
    return Integer.parseInt(folder.getFileName().toString().substring("step-".length()));
  }

  /** The last exception of the file system; what TensorFlow says beneath it is longer. */
  private static Throwable innermost(Exception e) {
    return Throwables.getCausalChain(e).stream()
        .filter(IOException.class::isInstance)
        .reduce((outer, inner) -> inner)
        .orElse(e);
  }

  /** Not about a path that the user gave: a failure of the work. */
  private UncheckedIOException failed(Progress progress, Exception e) {
    String reason = String.valueOf(innermost(e).getMessage());
    String left =
        latest()
            .map(last -> "the last one is of step " + last.progress().step())
            .orElse("there is none before it");
    IOException cause = new IOException(reason);
    cause.addSuppressed(e);
    return new UncheckedIOException(
        "the checkpoint of step %d cannot be written to %s; %s: %s"
            .formatted(progress.step(), path, left, reason),
        cause);
  }
}
