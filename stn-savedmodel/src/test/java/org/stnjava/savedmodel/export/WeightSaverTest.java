package org.stnjava.savedmodel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;

class WeightSaverTest {

  private static final float[] KERNEL = {1, 2, 3, 4, 5, 6};

  @TempDir Path folder;

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Weights weights = new Weights(graph, 3);
  private Path prefix = Path.of("unset");

  @BeforeEach
  void save() {
    weights.get("a/kernel", Shape.of(2, 3), Initializer.zeros());
    weights.get("b", Shape.of(1), Initializer.of(7));
    weights.write(session, Map.of("a/kernel", KERNEL, "b", new float[] {8}));
    prefix = folder.resolve("weights");
    saver(graph, session, weights).save(prefix);
  }

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  private static WeightSaver saver(Graph graph, Session session, Weights weights) {
    WeightSaver.addTo(graph, weights.all());
    return new WeightSaver(session, List.copyOf(weights.all()));
  }

  private Path data() {
    return folder.resolve("weights.data-00000-of-00001");
  }

  private void restoreInto(Map<String, Shape> others) {
    try (Graph otherGraph = new Graph();
        Session otherSession = new Session(otherGraph)) {
      Weights other = new Weights(otherGraph, 4);
      others.forEach((name, shape) -> other.get(name, shape, Initializer.zeros()));
      saver(otherGraph, otherSession, other).restore(prefix);
      assertThat(other.read(otherSession).get("a/kernel")).containsExactly(KERNEL);
      assertThat(other.read(otherSession).get("b")).containsExactly(8);
    }
  }

  @Test
  void restoresWhatItSavedWhateverTheOrder() {
    restoreInto(Map.of("a/kernel", Shape.of(2, 3), "b", Shape.of(1)));
    restoreInto(Map.of("b", Shape.of(1), "a/kernel", Shape.of(2, 3)));
  }

  @Test
  void listsWhatIsMissingUnknownAndDifferent() {
    Map<String, Shape> others =
        Map.of("a/kernel", Shape.of(3, 2), "c", Shape.of(4), "d", Shape.scalar());

    assertThatThrownBy(() -> restoreInto(others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            prefix
                + ": expected this model's weights; missing [c, d], unknown [b], different [a/kernel"
                + " float32 [2, 3] instead of float32 [3, 2]]");
  }

  @Test
  void noticesFilesThatAreMissingOrCutOff() throws IOException {
    Files.write(data(), new byte[20]);
    assertThatThrownBy(() -> restoreInto(Map.of("a/kernel", Shape.of(2, 3), "b", Shape.of(1))))
        .hasMessage(data() + ": expected 28 bytes of values but it is cut off at 20");

    Files.delete(folder.resolve("weights.index"));
    assertThatThrownBy(() -> restoreInto(Map.of("a/kernel", Shape.of(2, 3), "b", Shape.of(1))))
        .hasMessage(
            folder.resolve("weights.index")
                + ": expected the index of a checkpoint but the file is missing");
  }

  @Test
  void noticesASingleBitThatHasChanged() throws IOException {
    byte[] bytes = Files.readAllBytes(data());
    bytes[13] ^= 1;
    Files.write(data(), bytes);

    assertThatThrownBy(() -> restoreInto(Map.of("a/kernel", Shape.of(2, 3), "b", Shape.of(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            data()
                + ": expected the values that the index has the checksums of but those of a/kernel"
                + " are others: the file is damaged");
  }

  @Test
  void saysWhereNothingCanBeWritten() {
    Path nowhere = folder.resolve("none").resolve("weights");

    try (Graph otherGraph = new Graph();
        Session otherSession = new Session(otherGraph)) {
      Weights other = new Weights(otherGraph, 4);
      other.get("a", Shape.of(1), Initializer.zeros());
      other.initialize(otherSession);
      WeightSaver saver = saver(otherGraph, otherSession, other);
      Files.writeString(folder.resolve("none"), "a file");

      assertThatThrownBy(() -> saver.save(nowhere))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(nowhere + ": cannot be written");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
