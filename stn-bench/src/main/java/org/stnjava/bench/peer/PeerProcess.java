package org.stnjava.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that answers each line of JSON with one, <b>to be closed</b>.
 *
 * <p>Requests and answers are objects; an answer with {@code error} is a refusal.
 */
final class PeerProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;
  private final Path complaints;

  private PeerProcess(Process process, Path complaints) {
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.complaints = complaints;
  }

  /**
   * Starts a program.
   *
   * @param command the program and its arguments
   * @param complaints a file for what it prints to standard error
   * @throws IOException if there is no such program
   */
  static PeerProcess start(List<String> command, Path complaints) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(Redirect.to(complaints.toFile())).start();
    return new PeerProcess(process, complaints);
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws IllegalStateException if the program refuses, or has ended; the message says why
   */
  JsonNode ask(Map<String, ?> request) {
    try {
      requests.write(JSON.writeValueAsString(request));
      requests.newLine();
      requests.flush();
    } catch (IOException e) {
      throw new IllegalStateException("it ended" + lastWords(), e);
    }
    JsonNode answer = read();
    if (answer.has("error")) {
      throw new IllegalStateException(answer.get("error").asText());
    }
    return answer;
  }

  private JsonNode read() {
    try {
      @Nullable String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("it ended" + lastWords());
      }
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it answered with something else than JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last line that it printed to standard error. */
  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(complaints, StandardCharsets.ISO_8859_1);
      return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "";
    }
  }

  /** Ends the program, which stops at the end of its input. */
  @Override
  public void close() {
    try {
      requests.close();
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
