package org.stnjava.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stnjava.train.cluster.Cluster;
import org.stnjava.train.cluster.Node;
import org.stnjava.train.cluster.Node.Listening;
import org.stnjava.train.cluster.Task;
import picocli.CommandLine.Option;

/** The options of a training in several processes. */
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
          "Answer whoever reaches the task's port, and not its given address only. Tasks do all that"
              + " they are told, by anyone.")
  private boolean anywhere;

  /** The task, its server not started yet; absent for a training in one process. */
  Optional<Node> node() {
    if (cluster.isEmpty()) {
      if (task.isPresent()) {
        throw new IllegalArgumentException(
            "cluster: expected the addresses of all tasks, as there is --task %s, but got none"
                .formatted(task.get()));
      }
      return Optional.empty();
    }
    Cluster all = Cluster.parse(cluster);
    return Optional.of(
        new Node(
            all,
            task.map(Task::parse)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "task: expected one of %s but got none".formatted(all.tasks())))));
  }

  /** Starts the task's server; gives what the user should know of it. */
  String start(Node node) {
    return anywhere
        ? "warning: %s, and does whatever anyone tells it who reaches that"
            .formatted(node.start(Listening.ANYWHERE))
        : node.start(Listening.GIVEN_ADDRESS);
  }
}
