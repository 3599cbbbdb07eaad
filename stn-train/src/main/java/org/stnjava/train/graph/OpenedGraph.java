package org.stnjava.train.graph;

import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;

/**
 * A finished training graph in its session, <b>to be closed</b>.
 *
 * @param session where it runs
 * @param graph the session's graph
 * @param prefix what the names of the finished graph begin with there, empty or ending in a slash
 * @param names the name, to be fed and fetched, of the counterpart of an operand of the forward
 *     pass
 * @param closes ends the session, unless it belongs to others
 */
public record OpenedGraph(
    Session session,
    Graph graph,
    String prefix,
    Function<Operand<?>, String> names,
    Runnable closes)
    implements AutoCloseable {

  @Override
  public void close() {
    closes.run();
  }
}
