package org.stnjava.train.loop;

import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.BatchStream;

/** Updates that this process computes by itself, with the next batches prepared meanwhile. */
final class LocalSteps implements Steps {

  private final TrainingGraph graph;
  private final BatchStream batches;

  LocalSteps(TrainingGraph graph, BatchStream batches) {
    this.graph = graph;
    this.batches = batches;
  }

  @Override
  public float next(double learningRate, StepTimes times) {
    Batch batch = batches.next();
    times.end(StepTimes.Part.BATCH);
    return graph.step(batch, learningRate, batches.step(), times);
  }

  @Override
  public void close() {
    batches.close();
  }
}
