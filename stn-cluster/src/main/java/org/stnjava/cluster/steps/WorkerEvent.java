package org.stnjava.cluster.steps;

import java.util.stream.Stream;
import org.stnjava.cluster.task.Task;
import org.stnjava.cluster.task.TaskQueue;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * An event that a worker reports to the chief.
 *
 * @param kind what happened
 * @param worker the worker's index
 * @param id of {@code COMPUTED} the command's attempt, else an identifier of the worker's process
 * @param shard of {@code COMPUTED} the command's shard
 * @param fingerprint of the worker's settings and data
 * @param loss of {@code COMPUTED} the mean over the shard's images
 */
record WorkerEvent(Kind kind, int worker, long id, int shard, long fingerprint, float loss) {

  /** How many {@code int64} values the message of an event has. */
  static final int LENGTH = 5;

  /** What happened. */
  enum Kind {
    /** The worker is ready and has no command. */
    REGISTERED(1),
    /** The gradient of a shard was computed and applied to its accumulator or weights. */
    COMPUTED(2),
    /** The worker stops because of an error. */
    FAILED(3),
    /** The worker stops as commanded. */
    STOPPED(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    private static Kind of(long code) {
      return Stream.of(values()).filter(kind -> kind.code == code).findFirst().orElseThrow();
    }
  }

  /** The queue of the events of all workers. */
  static TaskQueue queue() {
    return new TaskQueue("reports", Task.ps(0), LENGTH);
  }

  static WorkerEvent read(Result result) {
    TInt64 values = (TInt64) result.get(0);
    return new WorkerEvent(
        Kind.of(values.getLong(0)),
        (int) values.getLong(1),
        values.getLong(2),
        (int) values.getLong(3),
        values.getLong(4),
        ((TFloat32) result.get(1)).getFloat());
  }

  /** The {@code int64} values of the message. */
  long[] values() {
    return new long[] {kind.code, worker, id, shard, fingerprint};
  }
}
