package org.stnjava.train.diagnose;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.stnjava.train.event.AlarmRaised;
import org.stnjava.train.optimize.RateConfig;

/**
 * Detects a classifier that has learned nothing: its training loss is still that of guessing.
 *
 * <p>Guessing costs the logarithm of the number of classes, or the entropy of their frequencies if
 * those are all that the network has learned. The alarm is raised once, and again only after the
 * loss has fallen. Not thread-safe.
 */
public final class GuessingAlarm {

  /** Labels beyond it are no classes. */
  private static final int MOST = 1 << 16;

  /** The mean of a hundred batches varies by less. */
  private static final double BELOW = 0.02;

  /** First weights and penalties add to the loss. */
  private static final double ABOVE = 0.1;

  /** Networks that learn leave the loss of guessing within this share of a run. */
  private static final double EARLY = 0.1;

  /** And within so many steps, warming up included. */
  private static final int FEW_STEPS = 300;

  private final int classes;
  private final double entropy;
  private final Remedy remedy;
  private boolean isActive;

  /**
   * Creates a detector without an active alarm.
   *
   * @param rates the settings of the run, which the remedies refer to
   * @param labels the classes of examples, as frequent as those that are trained on; others than
   *     class numbers raise no alarm
   */
  public GuessingAlarm(RateConfig rates, long... labels) {
    remedy = new Remedy(rates);
    boolean areClasses = Arrays.stream(labels).allMatch(label -> label >= 0 && label < MOST);
    classes = areClasses ? (int) (Arrays.stream(labels).max().orElse(-1) + 1) : 0;
    entropy = entropy(classes, labels);
  }

  private static double entropy(int classes, long... labels) {
    if (classes == 0) {
      return 0;
    }
    int[] counts = new int[classes];
    for (long label : labels) {
      counts[(int) label]++;
    }
    return Arrays.stream(counts)
        .filter(count -> count > 0)
        .mapToDouble(count -> (double) count / labels.length)
        .map(share -> -share * Math.log(share))
        .sum();
  }

  /**
   * Checks the loss.
   *
   * @param step number of steps done so far
   * @param used the fraction of the run that is done
   * @param loss the mean training loss of the last steps
   * @return the alarm, if it is newly raised
   */
  public Optional<AlarmRaised> check(int step, double used, double loss) {
    boolean guesses =
        classes > 1 && loss >= (1 - BELOW) * entropy && loss <= (1 + ABOVE) * Math.log(classes);
    boolean isNew = guesses && !isActive && step >= FEW_STEPS && used >= EARLY;
    isActive = guesses && (isActive || isNew);
    return isNew ? Optional.of(new AlarmRaised(step, message(step, loss))) : Optional.empty();
  }

  private String message(int step, double loss) {
    return String.format(
        Locale.ROOT,
        "the training loss is %.2f after %d steps, as that of guessing among %d classes (%.2f to"
            + " %.2f): the network has learned nothing yet; %s; a longer warmUp may help, and net cnn"
            + " tells whether the images can be learned without transformers",
        loss,
        step,
        classes,
        entropy,
        Math.log(classes),
        remedy.otherRate());
  }
}
