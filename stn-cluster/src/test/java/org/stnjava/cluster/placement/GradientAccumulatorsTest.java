package org.stnjava.cluster.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.stnjava.cluster.task.LocalCluster;
import org.stnjava.cluster.task.RemoteCalls;
import org.stnjava.cluster.task.RemoteSession;
import org.stnjava.cluster.task.Task;
import org.stnjava.models.layer.Initializer;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.train.optimize.WeightGradient;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Two weights on two servers, whose gradients are the number that is fed and its negative. */
class GradientAccumulatorsTest {

  private static final int USUAL = 3;
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** What the tests do with a session of a graph that adds gradients and takes means. */
  private record Sums(Session session) {

    void give(long attempt, float number) {
      try (TInt64 when = TInt64.scalarOf(attempt);
          TFloat32 what = TFloat32.scalarOf(number)) {
        session.runner().feed("number", what).feed("now", when).addTarget("give").run().close();
      }
    }

    /** One element of each mean; absent if they are not there in time. */
    Optional<List<Float>> take(Duration limit) {
      Session.Runner run = session.runner().fetch("first").fetch("second");
      Optional<Result> taken = RemoteCalls.within(limit, run);
      return taken.map(
          result -> {
            try (result) {
              return List.of(
                  ((TFloat32) result.get(0)).getFloat(1, 2),
                  ((TFloat32) result.get(1)).getFloat(0));
            }
          });
    }

    void clear(long attempt) {
      GradientAccumulators.clear(session, 2, attempt);
    }
  }

  private static GraphDef definition() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      Weight first = weights.get("a/kernel", Shape.of(2, 3), Initializer.zeros());
      Weight second = weights.get("b/bias", Shape.of(1), Initializer.zeros());
      var number =
          tf.withName("number").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
      var now = tf.withName("now").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
      GradientAccumulators sums =
          new GradientAccumulators(
              tf,
              List.of(
                  new WeightGradient(first, tf.fill(tf.constant(new int[] {2, 3}), number)),
                  new WeightGradient(
                      second, tf.fill(tf.constant(new int[] {1}), tf.math.neg(number)))));
      List<Op> added = sums.add(now);
      tf.withControlDependencies(added).withName("give").noOp();
      List<WeightGradient> means = sums.mean(USUAL);
      tf.withName("first").identity(means.get(0).gradient());
      tf.withName("second").identity(means.get(1).gradient());
      return graph.toGraphDef();
    }
  }

  private static <R> R with(Function<Sums, R> test) {
    LocalCluster servers = LocalCluster.start(2, 1);
    WorkerSessions sessions = new WorkerSessions(servers.server(Task.CHIEF), LONG);
    try (Graph graph = new Graph()) {
      graph.importGraphDef(sessions.place(definition()));
      try (Session session =
          RemoteSession.open(
              graph, servers.cluster().target(Task.CHIEF), ConfigProto.getDefaultInstance())) {
        return test.apply(new Sums(session));
      }
    }
  }

  @Test
  void giveTheMeanOnceAllAreThere() {
    List<Float> means =
        with(
            sums -> {
              sums.clear(10);
              sums.give(10, 0.1f);
              sums.give(10, 0.25f);
              assertThat(sums.take(SHORT)).isEmpty();
              sums.give(10, 1.5f);
              return sums.take(LONG).orElseThrow();
            });

    float mean = (0.1f + 0.25f + 1.5f) / 3;
    assertThat(means.get(0)).isCloseTo(mean, within(1e-6f));
    assertThat(means.get(1)).isCloseTo(-mean, within(1e-6f));
  }

  @Test
  void takeNothingOfAnEarlierAttempt() {
    Optional<List<Float>> taken =
        with(
            sums -> {
              sums.clear(10);
              for (int i = 0; i < USUAL; i++) {
                sums.give(10, 1);
              }
              assertThat(sums.take(LONG)).isPresent();

              // The next attempt is 11 now; a worker that was slow comes with one of 10.
              sums.give(10, 64);
              for (int i = 0; i < USUAL; i++) {
                sums.give(11, 2);
              }
              return sums.take(LONG);
            });

    assertThat(taken).contains(List.of(2f, -2f));
  }

  @Test
  void forgetWhatWasHandedInForAnAttemptThatFailed() {
    Optional<List<Float>> taken =
        with(
            sums -> {
              sums.clear(10);
              sums.give(10, 64);
              sums.give(10, 64);
              sums.clear(11);
              sums.give(10, 64);
              for (int i = 0; i < USUAL; i++) {
                sums.give(11, 3);
              }
              return sums.take(LONG);
            });

    assertThat(taken).contains(List.of(3f, -3f));
  }
}
