package org.stnjava.cli.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stnjava.cluster.task.ClusterServer;
import org.stnjava.cluster.task.ClusterServer.Listening;
import org.stnjava.cluster.task.ClusterSpec;
import org.stnjava.cluster.task.Task;
import picocli.CommandLine.Option;

/** The options of training over several processes. */
final class ClusterOptions {

  @Option(
      names = "--cluster",
      paramLabel = "JOB=HOST:PORT,…",
      description =
          "Train in several processes: the addresses of all ps (parameter servers) and, given again,"
              + " of all worker tasks.")
  private List<String> cluster = new ArrayList<>();

  @Option(
      names = "--task",
      paramLabel = "JOB:N",
      description = "Which task this process is, such as ps:0; worker:0 writes the run folder.")
  private Optional<String> task = Optional.empty();

  @Option(
      names = "--listen-anywhere",
      description =
          "Answer clients on all addresses of the machine, and not on the task's own only. Tasks"
              + " execute every command that a client sends.")
  private boolean anywhere;

  /** The task, its server not started yet; absent for training in one process. */
  Optional<ClusterServer> server() {
    if (cluster.isEmpty()) {
      if (task.isPresent()) {
        throw new IllegalArgumentException(
            "cluster: expected the addresses of all tasks, as there is --task %s, but got none"
                .formatted(task.get()));
      }
      return Optional.empty();
    }
    ClusterSpec all = ClusterSpec.parse(cluster);
    return Optional.of(
        new ClusterServer(
            all,
            task.map(Task::parse)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "task: expected one of %s but got none".formatted(all.tasks())))));
  }

  /** Starts the task's server; returns a line for the user. */
  String start(ClusterServer server) {
    return anywhere
        ? "warning: %s, and executes every command of any client that reaches it"
            .formatted(server.start(Listening.ANYWHERE))
        : server.start(Listening.GIVEN_ADDRESS);
  }
}
