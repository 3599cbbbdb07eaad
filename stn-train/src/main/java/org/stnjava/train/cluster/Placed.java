package org.stnjava.train.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.RemoteSession;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/**
 * The place of a worker between parameter servers.
 *
 * @param cluster all tasks
 * @param task the worker
 * @param patience how long to wait for parameter servers, and for anything they do
 */
record Placed(Cluster cluster, Task task, Duration patience) {

  private static final int CONNECT_MILLIS = 1000;
  private static final int BETWEEN_MILLIS = 200;

  GraphDef place(GraphDef graph) {
    return Placement.of(graph, cluster.ps().size(), task);
  }

  /**
   * Opens a session that sees the parameter servers and the worker only, so that nothing waits for
   * other workers.
   *
   * @throws IllegalStateException if a parameter server is not there in time
   */
  Session open(Graph graph, ConfigProto config) {
    for (int i = 0; i < cluster.ps().size(); i++) {
      await(Task.ps(i));
    }
    ConfigProto own =
        config.toBuilder()
            .addDeviceFilters("/job:ps")
            .addDeviceFilters(task.device())
            .setOperationTimeoutInMs(patience.toMillis())
            .build();
    Session session = RemoteSession.open(graph, cluster.target(task), own);
    runFirst(session, constant(graph));
    return session;
  }

  /**
   * Makes the run that connects, in a thread of its own: it has no time limit, and would wait for
   * ever for a server that was lost meanwhile.
   */
  private void runFirst(Session session, String node) {
    CompletableFuture<Void> first = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                session.runner().addTarget(node).run().close();
                first.complete(null);
              } catch (RuntimeException e) {
                first.completeExceptionally(e);
              }
            },
            "stn-connection");
    thread.setDaemon(true);
    thread.start();
    try {
      first.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TensorFlowException failure) {
        session.close();
        throw failure;
      }
      throw new IllegalStateException(
          "the parameter servers have not answered for %d s".formatted(patience.toSeconds()), e);
    }
  }

  /** A node that needs nothing. */
  private static String constant(Graph graph) {
    Iterable<GraphOperation> operations = graph::operations;
    return StreamSupport.stream(operations.spliterator(), false)
        .filter(operation -> operation.type().equals("Const"))
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** TensorFlow itself would wait for ever. */
  private void await(Task ps) {
    Address address = cluster.address(ps);
    long end = System.nanoTime() + patience.toNanos();
    while (!answers(address)) {
      if (System.nanoTime() >= end) {
        throw new IllegalStateException(
            "%s (%s) has not answered for %d s".formatted(ps, address, patience.toSeconds()));
      }
      Pause.millis(BETWEEN_MILLIS);
    }
  }

  private static boolean answers(Address address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
