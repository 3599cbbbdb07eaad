package org.stnjava.cluster.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.stnjava.ops.sample.Sampler;
import org.tensorflow.Server;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ServerDef;

/**
 * A task's TensorFlow server in this process. It runs until the process ends: TensorFlow cannot
 * stop a server.
 *
 * @param cluster all tasks
 * @param task the task of this process
 */
public record ClusterServer(ClusterSpec cluster, Task task) {

  /** Which clients a server answers. TensorFlow's servers have no passwords and no encryption. */
  public enum Listening {
    /** Clients that connect to the task's own address. */
    GIVEN_ADDRESS,
    /** Clients that connect to any address of the machine. */
    ANYWHERE
  }

  /** Prevents garbage collection: TensorFlow ends the process when it finalizes a server. */
  private static final List<Server> RUNNING = Collections.synchronizedList(new ArrayList<>());

  /** Checks that the task is part of the cluster. */
  public ClusterServer {
    cluster.require(task);
  }

  /**
   * Starts the server.
   *
   * @param listening which clients it answers
   * @return a line for the user: the address on which the server listens
   * @throws IllegalArgumentException if the server cannot listen on the task's address
   * @throws IllegalStateException if TensorFlow cannot start the server
   */
  public String start(Listening listening) {
    Address address = cluster.address(task);
    Sampler.registerOperations(); // the chief's graphs have them
    ListeningPort port = ListeningPort.check(task, address, listening);
    ServerDef definition =
        ServerDef.newBuilder()
            .setCluster(cluster.definition())
            .setJobName(task.job().toString())
            .setTaskIndex(task.index())
            .setProtocol("grpc")
            .build();
    try {
      Server server = new Server(definition);
      RUNNING.add(server);
      port.restrict();
      server.start();
    } catch (TensorFlowException e) {
      throw new IllegalStateException(
          "the server of %s (%s) cannot be started: %s".formatted(task, address, e.getMessage()),
          e);
    }
    return "%s listens on %s".formatted(task, port);
  }
}
