package org.stnjava.savedmodel.load;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;

/**
 * Copies of graph definitions in the graph of a loaded model.
 *
 * <p>TensorFlow removes no nodes from a graph, so a copy that is no longer in use serves the next
 * caller with the same definition. Thread-safe.
 */
public final class GraphCopies {

  private final Graph graph;
  private final Map<HashCode, Deque<String>> unused = new HashMap<>();
  private int copies;

  GraphCopies(Graph graph) {
    this.graph = graph;
  }

  /**
   * A copy of a definition that one caller uses.
   *
   * @param prefix the names of its nodes start with it and a slash
   * @param content identifies the definition
   */
  public record Copy(String prefix, HashCode content) {}

  /**
   * Takes an unused copy of a definition, or adds one to the graph.
   *
   * @param definition what to copy
   * @param finish changes the definition for a new copy with the given prefix
   * @return the copy, for the caller alone until {@link #release}
   */
  public synchronized Copy take(
      GraphDef definition, BiFunction<GraphDef, String, GraphDef> finish) {
    HashCode content = hash(definition);
    Deque<String> same = unused.getOrDefault(content, new ArrayDeque<>());
    if (!same.isEmpty()) {
      return new Copy(same.pop(), content);
    }
    String prefix = "tuned" + (copies == 0 ? "" : "_" + copies);
    copies++;
    synchronized (graph) {
      graph.importGraphDef(finish.apply(definition, prefix), prefix);
    }
    return new Copy(prefix, content);
  }

  /**
   * Returns a copy, for the next caller with the same definition.
   *
   * @param copy no longer in use
   */
  public synchronized void release(Copy copy) {
    unused.computeIfAbsent(copy.content(), key -> new ArrayDeque<>()).push(copy.prefix());
  }

  private static HashCode hash(GraphDef definition) {
    HashingOutputStream bytes =
        new HashingOutputStream(Hashing.sha256(), OutputStream.nullOutputStream());
    CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
    coded.useDeterministicSerialization();
    try {
      definition.writeTo(coded);
      coded.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written
    }
    return bytes.hash();
  }
}
