package org.stnjava.train.cluster;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stnjava.train.loop.Site;
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
 * Where the chief's graph runs: it updates the weights with the gradients that the workers handed
 * in, tests and saves them, and speaks with the other tasks.
 */
final class ChiefSite implements Site {

  private final Placed placed;
  private final boolean sync;
  private final Mail reports = Mail.reports();
  private final List<Mail> orders;
  private final List<Mail> signals;
  private @Nullable Chief chief;
  private int sums;

  ChiefSite(Placed placed, boolean sync) {
    this.placed = placed;
    this.sync = sync;
    Cluster cluster = placed.cluster();
    orders = IntStream.range(0, cluster.workers().size()).mapToObj(Mail::orders).toList();
    signals = IntStream.range(0, cluster.ps().size()).mapToObj(Mail::signals).toList();
  }

  @Override
  public List<Op> finish(
      Ops tf,
      Operand<TFloat32> loss,
      List<WeightGradient> gradients,
      Function<List<WeightGradient>, List<Op>> rule) {
    orders.forEach(mail -> mail.addSend(tf));
    signals.forEach(mail -> mail.addSend(tf));
    reports.addReceive(tf);
    if (!sync) {
      return rule.apply(gradients);
    }
    sums = gradients.size();
    return rule.apply(new Accumulators(tf, gradients).take(orders.size()));
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
    Session session = placed.open(graph, config);
    chief = new Chief(session, reports, orders, signals, sums);
    return session;
  }

  /** Speaks with the others once the session is open. */
  Chief chief() {
    if (chief == null) {
      throw new IllegalStateException("the chief's graph was not built here");
    }
    return chief;
  }
}
