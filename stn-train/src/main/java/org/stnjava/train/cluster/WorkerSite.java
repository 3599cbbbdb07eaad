package org.stnjava.train.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stnjava.train.loop.Site;
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
 * Where a worker's graph runs, <b>to be closed</b> after the graph: it reads the weights from the
 * parameter servers, hands its gradients in or updates the weights with them, and then reports.
 */
final class WorkerSite implements Site, AutoCloseable {

  private static final String ATTEMPT = "attempt";

  private final Placed placed;
  private final boolean sync;
  private final Mail orders;
  private final Mail reports = Mail.reports();
  private final TInt64 attempt = TInt64.scalarOf(0);
  private final TInt64 done = TInt64.tensorOf(Shape.of(Report.NUMBERS));
  private @Nullable Session session;

  WorkerSite(Placed placed, boolean sync) {
    this.placed = placed;
    this.sync = sync;
    orders = Mail.orders(placed.task().index());
  }

  @Override
  public List<Op> finish(
      Ops tf,
      Operand<TFloat32> loss,
      List<WeightGradient> gradients,
      Function<List<WeightGradient>, List<Op>> rule) {
    orders.addReceive(tf);
    Mail.Sending sending = reports.addSend(tf);
    if (!sync) {
      return List.of(sending.of(loss, rule.apply(gradients)));
    }
    Operand<TInt64> number =
        tf.withName(ATTEMPT).placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    return List.of(sending.of(loss, new Accumulators(tf, gradients).give(number)));
  }

  @Override
  public void requireStepOperations() {
    ClusterConfig.requireStepOperations(sync);
  }

  @Override
  public GraphDef place(GraphDef graph) {
    return placed.place(graph);
  }

  @Override
  public Session open(Graph graph, ConfigProto config) {
    session = placed.open(graph, config);
    return session;
  }

  @Override
  public Session.Runner complete(Session.Runner run) {
    return reports.feed(sync ? run.feed(ATTEMPT, attempt) : run, done);
  }

  /** The weights are the chief's. */
  @Override
  public boolean initializes() {
    return false;
  }

  /** Says what the next step of the graph is reported as. */
  void expect(Report report) {
    attempt.setLong(report.id());
    NdArrays.wrap(done.shape(), DataBuffers.of(report.numbers())).copyTo(done);
  }

  /** The next order; absent if none comes in time. */
  Optional<Order> order(Duration limit) {
    return orders.receive(opened(), limit, Order::read);
  }

  void report(Report report) {
    Message.send(opened(), List.of(Message.of(reports, report.numbers(), report.loss())));
  }

  private Session opened() {
    if (session == null) {
      throw new IllegalStateException("the worker's graph was not built here");
    }
    return session;
  }

  @Override
  public void close() {
    attempt.close();
    done.close();
  }
}
