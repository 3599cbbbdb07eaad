package org.stnjava.cluster.steps;

import java.util.stream.Stream;
import org.stnjava.cluster.task.ClusterServer;
import org.stnjava.cluster.task.RemoteSession;
import org.stnjava.cluster.task.Task;
import org.stnjava.cluster.task.TaskQueue;
import org.stnjava.train.config.DistributedConfig;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TInt64;

/** A task whose server stores weights until the training run ends. */
public final class ParameterServer {

  /** A command from the chief to a parameter server. */
  enum Command {
    /** Continue: the chief is alive. */
    KEEP_ALIVE(1),
    /** Stop: the training run is complete. */
    STOP(2),
    /** Stop: the training run has failed. */
    ABORT(3);

    private final int code;

    Command(int code) {
      this.code = code;
    }

    /** The queue of the commands to a parameter server. */
    static TaskQueue queue(int ps) {
      return new TaskQueue("signals_" + ps, Task.ps(ps), 1);
    }

    private static Command read(Result result) {
      long code = ((TInt64) result.get(0)).getLong(0);
      return Stream.of(values()).filter(command -> command.code == code).findFirst().orElseThrow();
    }

    /** The message of this command to a queue. */
    TaskQueue.Message to(TaskQueue queue) {
      return new TaskQueue.Message(queue, new long[] {code}, 0);
    }
  }

  private ParameterServer() {}

  /**
   * Waits until the chief ends the training run.
   *
   * @param server the task's server, running
   * @param config how the cluster trains
   * @throws IllegalStateException if the training run failed, or the chief sends nothing for {@code
   *     giveUpAfter} seconds
   */
  public static void serve(ClusterServer server, DistributedConfig config) {
    Task task = server.task();
    TaskQueue commands = Command.queue(task.index());
    ConfigProto own = ConfigProto.newBuilder().addDeviceFilters(task.device()).build();
    try (Graph graph = new Graph()) {
      commands.addReceive(Ops.create(graph));
      try (Session session = RemoteSession.open(graph, server.cluster().target(task), own)) {
        Command command = Command.KEEP_ALIVE;
        while (command == Command.KEEP_ALIVE) {
          command =
              commands
                  .receive(session, config.giveUpAfterDuration(), Command::read)
                  .orElseThrow(() -> chiefSilent(config));
        }
        if (command == Command.ABORT) {
          throw aborted();
        }
      }
    }
  }

  static IllegalStateException chiefSilent(DistributedConfig config) {
    return new IllegalStateException(
        "no message from %s for %d s".formatted(Task.CHIEF, config.giveUpAfter()));
  }

  static IllegalStateException aborted() {
    return new IllegalStateException(
        "the training run has failed; %s prints the reason".formatted(Task.CHIEF));
  }
}
