package org.stnjava.train.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stnjava.savedmodel.export.WeightSaver;

/**
 * A training's whole state after one of its steps.
 *
 * @param folder holds the weights in TensorFlow's format and {@code state.json}
 * @param progress how far the training had come
 */
public record Checkpoint(Path folder, Progress progress) {

  /** What the names of the weights' files begin with. */
  static final String WEIGHTS = "weights";

  private static final String STATE = "state.json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  static void write(Path folder, Progress progress, WeightSaver weights) throws IOException {
    weights.save(folder.resolve(WEIGHTS));
    Files.writeString(folder.resolve(STATE), MAPPER.writeValueAsString(progress) + "\n");
  }

  static Checkpoint read(Path folder) throws IOException {
    Path state = folder.resolve(STATE);
    if (!Files.isRegularFile(state)) {
      throw new IllegalArgumentException(
          state + ": expected the state of a training but the file is missing");
    }
    try {
      return new Checkpoint(folder, MAPPER.readValue(Files.readString(state), Progress.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: expected the state of a training but it holds none: %s"
              .formatted(state, e.getOriginalMessage()),
          e);
    }
  }

  /**
   * Gives the weights their values of then.
   *
   * @param weights of the same network and optimizer
   * @throws IllegalArgumentException if they are others, or a file is missing or damaged
   */
  void restore(WeightSaver weights) {
    weights.restore(folder.resolve(WEIGHTS));
  }
}
