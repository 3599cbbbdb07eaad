package org.stnjava.train.loop;

import java.util.Optional;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.BatchStream;
import org.stnjava.train.graph.TrainingGraph;

/** Steps that this process computes by itself, while another thread prepares the next batches. */
final class LocalStepRunner implements StepRunner {

  private final TrainingGraph graph;
  private final BatchStream batches;

  LocalStepRunner(TrainingGraph graph, BatchStream batches) {
    this.graph = graph;
    this.batches = batches;
  }

  @Override
  public Step next(double learningRate) {
    Batch batch = batches.next();
    return new Step(graph.step(batch, learningRate, batches.step()), Optional.of(batch));
  }

  @Override
  public void close() {
    batches.close();
  }
}
