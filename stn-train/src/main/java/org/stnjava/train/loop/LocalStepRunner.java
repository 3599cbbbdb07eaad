package org.stnjava.train.loop;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.BatchStream;
import org.stnjava.train.graph.TrainingGraph;

/** Steps that this process computes by itself, while other threads prepare the next batches. */
final class LocalStepRunner implements StepRunner {

  private static final Logger LOG = LoggerFactory.getLogger(LocalStepRunner.class);

  private final TrainingGraph graph;
  private final BatchStream batches;
  private long steps;
  private long nanos;
  private long waitedAtFirst;

  LocalStepRunner(TrainingGraph graph, BatchStream batches) {
    this.graph = graph;
    this.batches = batches;
  }

  @Override
  public Step next(double learningRate) {
    long begin = System.nanoTime();
    Batch batch = batches.next();
    Step step = new Step(graph.step(batch, learningRate, batches.step()), Optional.of(batch));
    if (steps++ == 0) {
      waitedAtFirst = batches.waitedNanos(); // Nothing is prepared yet.
    } else {
      nanos += System.nanoTime() - begin;
    }
    return step;
  }

  @Override
  public void close() {
    batches.close();
    if (LOG.isDebugEnabled() && steps > 1) {
      long waited = batches.waitedNanos() - waitedAtFirst;
      LOG.debug(
          String.format(
              Locale.ROOT,
              "%,d steps of %,d ns, of which %,d ns (%.2f %%) waiting for the batch",
              steps - 1,
              nanos / (steps - 1),
              waited / (steps - 1),
              100.0 * waited / nanos));
    }
  }
}
