package org.stnjava.train.experiment;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.train.checkpoint.Checkpoints;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.loop.LossNotFinite;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingResult;
import org.stnjava.train.metric.EvaluationSet;
import org.stnjava.train.metric.MetricsCsv;
import org.stnjava.train.tensorboard.TensorBoardListener;

/**
 * A training run that writes its metrics, events, alarms, outlines and checkpoints into a folder.
 *
 * @param folder where to write
 * @param checkpoints in the folder, where the run begins
 */
record RecordedTraining(RunFolder folder, Checkpoints checkpoints) {

  /** {@return the number of steps done before} */
  int step() {
    return checkpoints.start().map(start -> start.progress().step()).orElse(0);
  }

  /**
   * Trains.
   *
   * @param trainer what to train, with listeners of its own
   * @return the weights
   * @throws IllegalStateException if the loss is infinite or not a number; names the batch's files
   */
  TrainingResult fit(Trainer trainer) {
    try (MetricsCsv csv = rows(trainer.job().data().evaluationSet());
        TensorBoardListener events = new TensorBoardListener(folder.events())) {
      folder.clearUnfinished();
      List<TrainingListener> all = new ArrayList<>();
      all.add(rowsTo(csv));
      all.add(events);
      all.add(AlarmFile.after(step(), folder.alarms()));
      all.add(new OutlineFile(folder.outlines()));
      all.addAll(trainer.listeners());
      return trainer.with(all).with(checkpoints).fit();
    } catch (LossNotFinite e) {
      if (e.batch().isEmpty()) {
        throw e;
      }
      FailedBatch.write(e.batch().get(), folder.failedBatch());
      throw new IllegalStateException(
          "%s; its batch is in %s".formatted(e.getMessage(), folder.failedBatch()), e);
    }
  }

  private MetricsCsv rows(EvaluationSet set) {
    return checkpoints.start().isEmpty()
        ? MetricsCsv.create(folder.metrics(), set)
        : MetricsCsv.resume(folder.metrics(), step());
  }

  private static TrainingListener rowsTo(MetricsCsv csv) {
    return new TrainingListener() {
      @Override
      public void onEvaluation(EvaluationEnded evaluation) {
        csv.write(evaluation.row());
      }
    };
  }
}
