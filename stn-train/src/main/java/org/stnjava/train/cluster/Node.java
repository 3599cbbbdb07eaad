package org.stnjava.train.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.stnjava.train.loop.TrainConfig;
import org.tensorflow.Server;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ServerDef;

/**
 * A task's server in this process. It runs until the process ends: TensorFlow cannot stop one.
 *
 * @param cluster all tasks
 * @param task which one this is
 */
public record Node(Cluster cluster, Task task) {

  /** Whom a server answers. TensorFlow's servers know neither passwords nor encryption. */
  public enum Listening {
    /** Whoever reaches the address that the cluster gives it. */
    GIVEN_ADDRESS,
    /** Whoever reaches the machine. */
    ANYWHERE
  }

  /** Kept, for TensorFlow ends the process when the garbage collector finds one. */
  private static final List<Server> RUNNING = Collections.synchronizedList(new ArrayList<>());

  /** Checks that the task is one of the cluster's. */
  public Node {
    cluster.require(task);
  }

  /**
   * Checks that the images of a step can be shared out among the workers.
   *
   * @param config how the cluster works
   * @param training how it trains
   * @return how many images a worker computes on at a time
   * @throws IllegalArgumentException if the shares would differ
   */
  public int requireShares(ClusterConfig config, TrainConfig training) {
    int workers = cluster.workers().size();
    if (config.sync() && training.batch() % workers != 0) {
      throw new IllegalArgumentException(
          "batch: expected a multiple of the %d workers but got %d"
              .formatted(workers, training.batch()));
    }
    return config.sync() ? training.batch() / workers : training.batch();
  }

  /**
   * Starts a task's server.
   *
   * @param listening whom it answers
   * @return where it listens, to be told to the user
   * @throws IllegalArgumentException if the task's address cannot be listened on
   */
  public String start(Listening listening) {
    Address address = cluster.address(task);
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
