package org.stnjava.cluster.steps;

import java.util.stream.Stream;
import org.stnjava.cluster.task.Task;
import org.stnjava.cluster.task.TaskQueue;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A command from the chief to a worker.
 *
 * @param kind what to do
 * @param attempt identifies the computation; gradients of earlier attempts are discarded
 * @param shard which part of the images, from 0
 * @param round which batch of this part, from 0
 * @param number seeds dropout; the number of the update where workers update the weights themselves
 * @param rate the learning rate of that update
 */
record WorkerCommand(Kind kind, long attempt, int shard, long round, long number, float rate) {

  private static final int LENGTH = 5;

  /** What a worker is to do. */
  enum Kind {
    /** Compute the gradient of a batch. */
    COMPUTE(1),
    /** Send a {@link WorkerEvent.Kind#REGISTERED} event. */
    REGISTER(2),
    /** Nothing: the chief is alive. */
    KEEP_ALIVE(3),
    /** Stop: the training run is complete. */
    STOP(4),
    /** Stop: the training run has failed. */
    ABORT(5),
    /** Stop: the worker's settings or data differ from the chief's. */
    REJECT(6);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    private static Kind of(long code) {
      return Stream.of(values()).filter(kind -> kind.code == code).findFirst().orElseThrow();
    }
  }

  static WorkerCommand of(Kind kind) {
    return new WorkerCommand(kind, 0, 0, 0, 0, 0);
  }

  /** The queue of the commands to a worker. */
  static TaskQueue queue(int worker) {
    return new TaskQueue("orders_" + worker, Task.ps(0), LENGTH);
  }

  static WorkerCommand read(Result result) {
    TInt64 values = (TInt64) result.get(0);
    return new WorkerCommand(
        Kind.of(values.getLong(0)),
        values.getLong(1),
        (int) values.getLong(2),
        values.getLong(3),
        values.getLong(4),
        ((TFloat32) result.get(1)).getFloat());
  }

  /** The message of this command to a queue. */
  TaskQueue.Message to(TaskQueue queue) {
    return new TaskQueue.Message(
        queue, new long[] {kind.code, attempt, shard, round, number}, rate);
  }
}
