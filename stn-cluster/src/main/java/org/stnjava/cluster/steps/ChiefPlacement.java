package org.stnjava.cluster.steps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stnjava.cluster.placement.GradientAccumulators;
import org.stnjava.cluster.placement.WorkerSessions;
import org.stnjava.cluster.task.ClusterSpec;
import org.stnjava.cluster.task.TaskQueue;
import org.stnjava.train.graph.GraphPlacement;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * The chief's graph: it updates the weights with the workers' mean gradients, evaluates and saves
 * them, sends commands to the other tasks and receives the workers' events.
 *
 * <p>Once the session is open, commands may be sent from several threads.
 */
final class ChiefPlacement implements GraphPlacement {

  private final WorkerSessions sessions;
  private final boolean sync;
  private final TaskQueue events = WorkerEvent.queue();
  private final List<TaskQueue> workers;
  private final List<TaskQueue> servers;
  private @Nullable Session session;
  private int accumulators;

  ChiefPlacement(WorkerSessions sessions, boolean sync) {
    this.sessions = sessions;
    this.sync = sync;
    ClusterSpec cluster = sessions.cluster();
    workers = IntStream.range(0, cluster.workers().size()).mapToObj(WorkerCommand::queue).toList();
    servers =
        IntStream.range(0, cluster.ps().size()).mapToObj(ParameterServer.Command::queue).toList();
  }

  @Override
  public List<Op> finish(
      Ops tf,
      Operand<TFloat32> loss,
      List<WeightGradient> gradients,
      Function<List<WeightGradient>, List<Op>> rule) {
    workers.forEach(queue -> queue.addSend(tf));
    servers.forEach(queue -> queue.addSend(tf));
    events.addReceive(tf);
    if (!sync) {
      return rule.apply(gradients);
    }
    accumulators = gradients.size();
    return rule.apply(new GradientAccumulators(tf, gradients).mean(workers.size()));
  }

  @Override
  public GraphDef place(GraphDef graph) {
    return sessions.place(graph);
  }

  @Override
  public Session open(Graph graph, ConfigProto config) {
    session = sessions.open(graph, config);
    return session;
  }

  @Override
  public void requireStepOperations() {
    SynchronousSteps.requireStepOperations(sync);
  }

  /** The number of workers. */
  int workers() {
    return workers.size();
  }

  /** The number of parameter servers. */
  int servers() {
    return servers.size();
  }

  /** Sends commands to workers, by index. */
  void send(Map<Integer, WorkerCommand> commands) {
    List<TaskQueue.Message> messages = new ArrayList<>();
    commands.forEach((worker, command) -> messages.add(command.to(workers.get(worker))));
    TaskQueue.sendAll(opened(), messages);
  }

  /** Sends the same command to all workers. */
  void sendAll(WorkerCommand.Kind kind) {
    WorkerCommand command = WorkerCommand.of(kind);
    TaskQueue.sendAll(opened(), workers.stream().map(command::to).toList());
  }

  /** Sends a command to a parameter server. */
  void send(int server, ParameterServer.Command command) {
    TaskQueue.sendAll(opened(), List.of(command.to(servers.get(server))));
  }

  /** Sends keep-alive commands to all tasks. */
  void keepAlive() {
    sendAll(WorkerCommand.Kind.KEEP_ALIVE);
    for (int server = 0; server < servers.size(); server++) {
      send(server, ParameterServer.Command.KEEP_ALIVE);
    }
  }

  /** Returns the next event of a worker; absent if none arrives in time. */
  Optional<WorkerEvent> receive(Duration limit) {
    return events.receive(opened(), limit, WorkerEvent::read);
  }

  /** Begins an attempt: gradients of earlier attempts are cleared and discarded from now on. */
  void begin(long attempt) {
    if (accumulators > 0) {
      GradientAccumulators.clear(opened(), accumulators, attempt);
    }
  }

  private Session opened() {
    if (session == null) {
      throw new IllegalStateException("the chief's session is not open");
    }
    return session;
  }
}
