package org.stnjava.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.export.WeightSaver;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;

class CheckpointFolderTest {

  @TempDir Path temporary;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Weights weights = new Weights(graph, 1);
  private WeightSaver saver = new WeightSaver(session, List.of());
  private CheckpointFolder folder = new CheckpointFolder(Path.of("unset"));

  @BeforeEach
  void open() {
    weights.get("w", Shape.of(1), Initializer.zeros());
    WeightSaver.addTo(graph, weights.all());
    saver = new WeightSaver(session, List.copyOf(weights.all()));
    folder = new CheckpointFolder(temporary.resolve("checkpoints"));
  }

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  private static Progress progress(int step, int bestStep) {
    return new Progress(
        step, 1_000_000_007L * step, 2_000_000_011L * step, 2, 0.1 + step, 3, bestStep, 1, 0.1);
  }

  private void save(int step, int bestStep) {
    weights.write(session, Map.of("w", new float[] {step}));
    folder.save(progress(step, bestStep), saver);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.path())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Checkpoint latest() {
    return folder.latest().orElseThrow();
  }

  @Test
  void givesBackWhatWasSavedLast() {
    save(5, 0);
    save(12, 5);

    weights.write(session, Map.of("w", new float[] {-1}));
    Checkpoint latest = latest();
    latest.restore(saver);

    assertThat(latest.progress()).isEqualTo(progress(12, 5));
    assertThat(weights.read(session).get("w")).containsExactly(12);
  }

  @Test
  void hasNothingBeforeTheFirst() {
    assertThat(folder.latest()).isEmpty();
  }

  @Test
  void keepsTheLastThreeAndTheBest() throws IOException {
    for (int step = 1; step <= 6; step++) {
      save(step, 2);
    }

    assertThat(names())
        .containsExactly(
            "checkpoint", "step-00000002", "step-00000004", "step-00000005", "step-00000006");
  }

  @Test
  void namesTheLastAsTensorFlowDoes() throws IOException {
    save(5, 0);

    assertThat(Files.readString(folder.path().resolve("checkpoint")))
        .isEqualTo("model_checkpoint_path: \"step-00000005/weights\"\n");
  }

  @Test
  void doesNotTakeWhatWasNeverPointedAtForTheLast() throws IOException {
    save(5, 0);
    Path unfinished = folder.path().resolve(".step-00000006.1234");
    Files.createDirectory(unfinished);
    Files.writeString(unfinished.resolve("weights.index"), "half");

    assertThat(latest().progress().step()).isEqualTo(5);
    save(7, 0);
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void dropsWhatAnEarlierLifeWroteLater() throws IOException {
    save(5, 0);
    save(6, 0);
    save(7, 0);

    folder.dropAfter(progress(5, 0));
    assertThat(names()).containsExactly("checkpoint", "step-00000005");
    save(6, 0);

    assertThat(latest().progress().step()).isEqualTo(6);
  }

  @Test
  void goesBackWhenTheLastWasDeleted() throws IOException {
    save(5, 0);
    save(6, 0);

    StagedFolder.delete(folder.path().resolve("step-00000006"));

    assertThat(latest().progress().step()).isEqualTo(5);
  }

  @Test
  void saysWhichFileIsDamaged() throws IOException {
    save(5, 0);
    Path state = folder.path().resolve("step-00000005/state.json");

    Files.writeString(state, "{\"step\": 5}");
    assertThatThrownBy(folder::latest)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(state + ": expected the state of a training but it holds none: ");

    Files.delete(state);
    assertThatThrownBy(folder::latest)
        .hasMessage(state + ": expected the state of a training but the file is missing");
  }

  @Test
  void keepsTheLastWhenTheNextCannotBeWritten() throws IOException {
    save(5, 0);
    // A file in the place of the folder refuses whatever is to be written, as a full disk does.
    Path moved = temporary.resolve("moved");
    Files.move(folder.path(), moved);
    Files.writeString(folder.path(), "in the way");

    assertThatThrownBy(() -> save(6, 0))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("the checkpoint of step 6 cannot be written to " + folder.path())
        .cause()
        .isNotInstanceOf(FileSystemException.class);

    Files.delete(folder.path());
    Files.move(moved, folder.path());
    assertThat(latest().progress().step()).isEqualTo(5);
  }
}
