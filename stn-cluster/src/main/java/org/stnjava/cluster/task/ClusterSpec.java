package org.stnjava.cluster.task;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stnjava.cluster.task.Task.Job;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.JobDef;

/**
 * The tasks of a cluster and their addresses.
 *
 * @param ps the parameter servers, at least one
 * @param workers the workers, at least one; the first is the chief
 */
public record ClusterSpec(List<Address> ps, List<Address> workers) {

  /** Copies the lists; checks that all addresses differ. */
  public ClusterSpec {
    ps = List.copyOf(ps);
    workers = List.copyOf(workers);
    requireSome(Job.PS, ps);
    requireSome(Job.WORKER, workers);
    Set<Address> seen = new HashSet<>();
    Stream.concat(ps.stream(), workers.stream())
        .filter(address -> !seen.add(address))
        .findFirst()
        .ifPresent(
            twice -> {
              throw new IllegalArgumentException(
                  "cluster: expected an address of its own for each task but got %s twice"
                      .formatted(twice));
            });
  }

  /**
   * Parses a cluster.
   *
   * @param jobs such as {@code ps=10.0.0.1:2222} and {@code worker=10.0.0.2:2222,10.0.0.3:2222}
   * @return the cluster
   * @throws IllegalArgumentException if the texts are not the addresses of a cluster
   */
  public static ClusterSpec parse(List<String> jobs) {
    Map<Job, List<Address>> all = new EnumMap<>(Job.class);
    for (String text : jobs) {
      int equals = text.indexOf('=');
      Job job = job(equals < 0 ? text : text.substring(0, equals), text);
      List<Address> addresses = new ArrayList<>();
      for (String address : text.substring(equals + 1).split(",", -1)) {
        addresses.add(Address.parse(address));
      }
      if (all.put(job, addresses) != null) {
        throw new IllegalArgumentException(
            "cluster: expected the addresses of %s once but got them twice".formatted(job));
      }
    }
    return new ClusterSpec(
        all.getOrDefault(Job.PS, List.of()), all.getOrDefault(Job.WORKER, List.of()));
  }

  private static Job job(String name, String text) {
    return Stream.of(Job.values())
        .filter(job -> job.toString().equals(name) && !text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cluster: expected ps=HOST:PORT,… or worker=HOST:PORT,… but got '%s'"
                        .formatted(text)));
  }

  private static void requireSome(Job job, List<Address> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "cluster: expected at least one address of a %s but got none".formatted(job));
    }
  }

  /**
   * Checks that a task is part of the cluster.
   *
   * @param task the task
   * @return the same
   * @throws IllegalArgumentException if it is not
   */
  public Task require(Task task) {
    if (!tasks().contains(task)) {
      throw new IllegalArgumentException(
          "task: expected one of %s but got '%s'".formatted(tasks(), task));
    }
    return task;
  }

  /** {@return all tasks, parameter servers first} */
  public List<Task> tasks() {
    return Stream.concat(
            IntStream.range(0, ps.size()).mapToObj(Task::ps),
            IntStream.range(0, workers.size()).mapToObj(Task::worker))
        .toList();
  }

  /**
   * The address of a task.
   *
   * @param task a task of the cluster
   * @return its address
   */
  public Address address(Task task) {
    return (task.job() == Job.PS ? ps : workers).get(task.index());
  }

  /**
   * The target of sessions on a task's server.
   *
   * @param task a task of the cluster
   * @return such as {@code grpc://10.0.0.1:2222}
   */
  public String target(Task task) {
    return "grpc://" + address(task);
  }

  /** {@return the cluster as TensorFlow's protocol buffer} */
  ClusterDef definition() {
    return ClusterDef.newBuilder()
        .addJob(definition(Job.PS, ps))
        .addJob(definition(Job.WORKER, workers))
        .build();
  }

  private static JobDef definition(Job job, List<Address> addresses) {
    JobDef.Builder definition = JobDef.newBuilder().setName(job.toString());
    for (int i = 0; i < addresses.size(); i++) {
      definition.putTasks(i, addresses.get(i).toString());
    }
    return definition.build();
  }
}
