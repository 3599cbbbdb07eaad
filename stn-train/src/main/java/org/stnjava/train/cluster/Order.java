package org.stnjava.train.cluster;

import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What the chief tells a worker.
 *
 * @param kind what to do
 * @param attempt what the work is known by; gradients of earlier ones are no longer taken
 * @param share which part of the images it is, from 0
 * @param round which batch of this part, from 0
 * @param number decides what dropout drops; of the update where the worker makes one by itself
 * @param rate the learning rate of that update
 */
record Order(Kind kind, long attempt, int share, long round, long number, float rate) {

  /** How many whole numbers an order has. */
  static final int NUMBERS = 5;

  /** What a worker is told to do. */
  enum Kind {
    /** Computes a gradient. */
    WORK(1),
    /** Says that it is there. */
    CALL(2),
    /** Nothing: the chief lives. */
    WAIT(3),
    /** Ends: the training is done. */
    END(4),
    /** Ends: the training has failed. */
    FAIL(5),
    /** Ends: it was started with other settings or other data than the chief. */
    REFUSE(6);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(long code) {
      return Stream.of(values()).filter(kind -> kind.code == code).findFirst().orElseThrow();
    }
  }

  static Order of(Kind kind) {
    return new Order(kind, 0, 0, 0, 0, 0);
  }

  static Order read(Result result) {
    TInt64 numbers = (TInt64) result.get(0);
    return new Order(
        Kind.of(numbers.getLong(0)),
        numbers.getLong(1),
        (int) numbers.getLong(2),
        numbers.getLong(3),
        numbers.getLong(4),
        ((TFloat32) result.get(1)).getFloat());
  }

  long[] numbers() {
    return new long[] {kind.code, attempt, share, round, number};
  }
}
