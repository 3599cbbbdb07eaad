package org.stnjava.train.loop;

import java.util.Locale;
import org.stnjava.data.batch.Batch;

/** The end of a training whose loss has become infinite or not a number. */
public final class LossNotFinite extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private final transient Batch batch;

  LossNotFinite(int step, float loss, double rate, Batch batch) {
    super(
        String.format(
            Locale.ROOT,
            "the loss is %s at step %d; a lower rate than %s or clipNorm=1 may help",
            loss,
            step,
            rate));
    this.batch = batch;
  }

  /** {@return the batch whose loss it is} */
  public Batch batch() {
    return batch;
  }
}
