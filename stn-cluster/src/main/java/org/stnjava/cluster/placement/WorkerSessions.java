package org.stnjava.cluster.placement;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.stnjava.cluster.task.Address;
import org.stnjava.cluster.task.ClusterServer;
import org.stnjava.cluster.task.ClusterSpec;
import org.stnjava.cluster.task.RemoteCalls;
import org.stnjava.cluster.task.RemoteSession;
import org.stnjava.cluster.task.Task;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/**
 * Places a worker's graphs and opens their sessions, on the worker and the parameter servers.
 *
 * @param server the worker's server, running
 * @param timeout how long to wait for a parameter server to start or to answer
 */
public record WorkerSessions(ClusterServer server, Duration timeout) {

  private static final int CONNECT_MILLIS = 1000;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  /** {@return the worker} */
  public Task task() {
    return server.task();
  }

  /** {@return all tasks} */
  public ClusterSpec cluster() {
    return server.cluster();
  }

  /**
   * Assigns each node of a graph to a parameter server or the worker.
   *
   * @param graph its nodes after their inputs; nodes that have a device keep it
   * @return the same nodes, all with a device
   */
  public GraphDef place(GraphDef graph) {
    return DevicePlacement.of(graph, cluster().ps().size(), task());
  }

  /**
   * Opens a session whose devices are those of the parameter servers and of this worker, so that it
   * does not wait for other workers.
   *
   * @param graph a placed graph, imported
   * @param config the session's options
   * @return the session, <b>to be closed</b>
   * @throws IllegalStateException if a parameter server does not answer in time
   */
  public Session open(Graph graph, ConfigProto config) {
    for (int i = 0; i < cluster().ps().size(); i++) {
      await(Task.ps(i));
    }
    ConfigProto own =
        config.toBuilder()
            .addDeviceFilters("/job:ps")
            .addDeviceFilters(task().device())
            .setOperationTimeoutInMs(timeout.toMillis())
            .build();
    Session session = RemoteSession.open(graph, cluster().target(task()), own);
    connect(session, constant(graph));
    return session;
  }

  /**
   * Makes the first run, which connects. It ignores the session's time limit, and would block
   * forever if a server was lost in the meantime; hence a thread of its own.
   */
  private void connect(Session session, String node) {
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
      first.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TensorFlowException failure) {
        session.close();
        throw failure;
      }
      throw new IllegalStateException(
          "the parameter servers have not answered for %d s".formatted(timeout.toSeconds()), e);
    }
  }

  /** The name of a node without inputs. */
  private static String constant(Graph graph) {
    Iterable<GraphOperation> operations = graph::operations;
    return StreamSupport.stream(operations.spliterator(), false)
        .filter(operation -> operation.type().equals("Const"))
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** Waits until a parameter server accepts connections: TensorFlow itself has no time limit. */
  private void await(Task ps) {
    Address address = cluster().address(ps);
    long end = System.nanoTime() + timeout.toNanos();
    while (!accepts(address)) {
      if (System.nanoTime() >= end) {
        throw new IllegalStateException(
            "%s (%s) has not answered for %d s".formatted(ps, address, timeout.toSeconds()));
      }
      RemoteCalls.pause(BETWEEN_TRIES);
    }
  }

  private static boolean accepts(Address address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
