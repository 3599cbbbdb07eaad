package org.stnjava.train.cluster;

import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.types.TInt64;

/** What the chief tells a parameter server. */
enum Signal {
  /** Goes on: the chief lives. */
  WAIT(1),
  /** Ends: the training is done. */
  END(2),
  /** Ends: the training has failed. */
  FAIL(3);

  private final int code;

  Signal(int code) {
    this.code = code;
  }

  static Signal read(Result result) {
    long code = ((TInt64) result.get(0)).getLong(0);
    return Stream.of(values()).filter(signal -> signal.code == code).findFirst().orElseThrow();
  }

  long[] numbers() {
    return new long[] {code};
  }
}
