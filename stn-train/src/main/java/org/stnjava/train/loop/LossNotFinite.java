package org.stnjava.train.loop;

import java.util.Locale;
import java.util.Optional;
import org.stnjava.data.batch.Batch;

/** Thrown when the loss of a training run has become infinite or not a number. */
public final class LossNotFinite extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private final transient Optional<Batch> batch;

  LossNotFinite(int step, double rate, StepRunner.Step result) {
    super(
        String.format(
            Locale.ROOT,
            "the loss is %s at step %d; a lower rate than %s or clipNorm=1 may help",
            result.loss(),
            step,
            rate));
    this.batch = result.batch();
  }

  /** {@return the batch whose loss it is; absent if other processes took it} */
  public Optional<Batch> batch() {
    return batch;
  }
}
