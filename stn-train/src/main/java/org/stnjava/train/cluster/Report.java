package org.stnjava.train.cluster;

import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What a worker tells the chief.
 *
 * @param kind what happened
 * @param worker who tells
 * @param id of {@code DONE} the order's attempt, else what the worker's process is known by
 * @param share of {@code DONE} the order's share
 * @param fingerprint of the worker's settings and data
 * @param loss of {@code DONE} the mean of the share's images
 */
record Report(Kind kind, int worker, long id, int share, long fingerprint, float loss) {

  /** How many whole numbers a report has. */
  static final int NUMBERS = 5;

  /** What workers report. */
  enum Kind {
    /** It is there, and has no work. */
    HELLO(1),
    /** The gradient of a share was handed in. */
    DONE(2),
    /** It ends because something went wrong. */
    FAILED(3),
    /** It ends because it was told to. */
    BYE(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(long code) {
      return Stream.of(values()).filter(kind -> kind.code == code).findFirst().orElseThrow();
    }
  }

  static Report read(Result result) {
    TInt64 numbers = (TInt64) result.get(0);
    return new Report(
        Kind.of(numbers.getLong(0)),
        (int) numbers.getLong(1),
        numbers.getLong(2),
        (int) numbers.getLong(3),
        numbers.getLong(4),
        ((TFloat32) result.get(1)).getFloat());
  }

  long[] numbers() {
    return new long[] {kind.code, worker, id, share, fingerprint};
  }
}
