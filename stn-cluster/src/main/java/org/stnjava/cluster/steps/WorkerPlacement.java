package org.stnjava.cluster.steps;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stnjava.cluster.placement.GradientAccumulators;
import org.stnjava.cluster.placement.WorkerSessions;
import org.stnjava.cluster.task.TaskQueue;
import org.stnjava.train.graph.GraphPlacement;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A worker's graph, <b>to be closed</b> after it: it reads the weights from the parameter servers,
 * computes gradients, applies them to the accumulators or the weights, and sends an event.
 */
final class WorkerPlacement implements GraphPlacement, AutoCloseable {

  private static final String ATTEMPT = "attempt";

  private final WorkerSessions sessions;
  private final boolean sync;
  private final TaskQueue commands;
  private final TaskQueue events = WorkerEvent.queue();
  private final TInt64 attempt = TInt64.scalarOf(0);
  private final TInt64 event = TInt64.tensorOf(Shape.of(WorkerEvent.LENGTH));
  private @Nullable Session session;

  WorkerPlacement(WorkerSessions sessions, boolean sync) {
    this.sessions = sessions;
    this.sync = sync;
    commands = WorkerCommand.queue(sessions.task().index());
  }

  @Override
  public List<Op> finish(
      Ops tf,
      Operand<TFloat32> loss,
      List<WeightGradient> gradients,
      Function<List<WeightGradient>, List<Op>> rule) {
    commands.addReceive(tf);
    TaskQueue.Sending sending = events.addSend(tf);
    if (!sync) {
      return List.of(sending.of(loss, rule.apply(gradients)));
    }
    Operand<TInt64> number =
        tf.withName(ATTEMPT).placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    return List.of(sending.of(loss, new GradientAccumulators(tf, gradients).add(number)));
  }

  @Override
  public void requireStepOperations() {
    SynchronousSteps.requireStepOperations(sync);
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
  public Session.Runner complete(Session.Runner run) {
    return events.feed(sync ? run.feed(ATTEMPT, attempt) : run, event);
  }

  /** The chief initializes the weights. */
  @Override
  public boolean initializes() {
    return false;
  }

  /** Sets the event that the next step of the graph sends. */
  void setEvent(WorkerEvent next) {
    attempt.setLong(next.id());
    NdArrays.wrap(event.shape(), DataBuffers.of(next.values())).copyTo(event);
  }

  /** Returns the next command; absent if none arrives in time. */
  Optional<WorkerCommand> receive(Duration limit) {
    return commands.receive(opened(), limit, WorkerCommand::read);
  }

  void send(WorkerEvent next) {
    TaskQueue.sendAll(opened(), List.of(new TaskQueue.Message(events, next.values(), next.loss())));
  }

  private Session opened() {
    if (session == null) {
      throw new IllegalStateException("the worker's session is not open");
    }
    return session;
  }

  @Override
  public void close() {
    attempt.close();
    event.close();
  }
}
