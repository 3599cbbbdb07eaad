package org.stnjava.bench.djl;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtEngine;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stnjava.bench.peer.Contender;
import org.stnjava.bench.peer.Timing;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;

/**
 * The program that answers each line of JSON with one, as {@code peers.py} does, which says what
 * can be asked.
 */
public final class DjlServer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Contender> contenders = new HashMap<>();

  DjlServer() {}

  /**
   * Answers until the input ends.
   *
   * @param args none
   * @throws IOException if the input cannot be read
   */
  public static void main(String[] args) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // whatever libraries print is no answer
    DjlServer server = new DjlServer();
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      answers.println(JSON.writeValueAsString(server.answer(JSON.readTree(line))));
      answers.flush();
    }
  }

  /** Does what a request says; what fails is answered with {@code error}. */
  Map<String, ?> answer(JsonNode request) {
    try {
      return switch (request.get("do").asText()) {
        case "hello" -> hello(request.get("threads").asText());
        case "prepare" -> prepare(request);
        case "outputs" -> outputs(request);
        case "time" -> time(request);
        case "close" -> close(request);
        default ->
            throw new IllegalArgumentException(
                "do: expected a known request but got '%s'".formatted(request.get("do").asText()));
      };
    } catch (RuntimeException e) {
      return Map.of("error", e.toString());
    }
  }

  private static Map<String, ?> hello(String threads) {
    System.setProperty("ai.djl.pytorch.num_threads", threads);
    System.setProperty("ai.djl.pytorch.num_interop_threads", threads);
    Engine engine = Engine.getEngine(PtEngine.ENGINE_NAME);
    String version = "%s (DJL %s)".formatted(engine.getVersion(), Engine.getDjlVersion());
    return Map.of("torch", version);
  }

  private Map<String, ?> prepare(JsonNode request) {
    JsonNode workload = request.get("workload");
    Path folder = Path.of(request.get("folder").asText());
    Layout layout = Layout.valueOf(request.get("layout").asText());
    Contender contender =
        workload.get("kind").asText().equals("sampler")
            ? TorchSampler.of(workload, folder, layout)
            : TorchNetwork.of(workload, folder, layout);
    contenders.put(request.get("key").asText(), contender);
    return Map.of();
  }

  private Map<String, ?> outputs(JsonNode request) {
    Path folder = Path.of(request.get("folder").asText());
    Map<String, NpyArray> outputs = contender(request).outputs();
    outputs.forEach((name, array) -> NpyFile.write(folder.resolve(name + ".npy"), array));
    return Map.of("names", List.copyOf(outputs.keySet()));
  }

  private Map<String, ?> time(JsonNode request) {
    Timing timing = contender(request).time(request.get("repetitions").asInt());
    return Map.of("ms", timing.millis(), "core_ms", timing.coreMillis());
  }

  private Map<String, ?> close(JsonNode request) {
    contender(request).close();
    contenders.remove(request.get("key").asText());
    return Map.of();
  }

  private Contender contender(JsonNode request) {
    String key = request.get("key").asText();
    @Nullable Contender contender = contenders.get(key);
    if (contender == null) {
      throw new IllegalArgumentException(
          "key: expected one of %s but got '%s'".formatted(contenders.keySet(), key));
    }
    return contender;
  }
}
