package org.stnjava.train.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.io.FifoQueue;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A queue of messages on a parameter server, each of a few whole numbers and a real one: nodes of a
 * graph and their runs. A graph either sends or receives.
 *
 * @param name what all tasks call it
 * @param ps on which server it is
 * @param numbers how many whole numbers a message has
 */
record Mail(String name, Task ps, int numbers) {

  /** What the chief tells a worker. */
  static Mail orders(int worker) {
    return new Mail("orders_" + worker, Task.ps(0), Order.NUMBERS);
  }

  /** What workers tell the chief. */
  static Mail reports() {
    return new Mail("reports", Task.ps(0), Report.NUMBERS);
  }

  /** What the chief tells a parameter server. */
  static Mail signals(int ps) {
    return new Mail("signals_" + ps, Task.ps(ps), 1);
  }

  /** Adds what {@link #send} runs, and gives the operations that let a graph send by itself. */
  Sending addSend(Ops tf) {
    FifoQueue queue = queue(tf);
    Operand<TInt64> whole =
        tf.withName("whole_" + name)
            .placeholder(TInt64.class, Placeholder.shape(Shape.of(numbers)));
    Operand<TFloat32> real =
        tf.withName("real_" + name).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    on(tf).withName("send_" + name).io.queueEnqueue(queue, List.of(whole, real));
    return (number, before) ->
        on(tf.withControlDependencies(before)).io.queueEnqueue(queue, List.of(whole, number));
  }

  /** Builds the sending of a number that the graph computes, after some operations. */
  @FunctionalInterface
  interface Sending {
    Op of(Operand<TFloat32> real, List<Op> before);
  }

  /** Adds what {@link #receive} runs. */
  void addReceive(Ops tf) {
    FifoQueue queue = queue(tf);
    on(tf)
        .withName("receive_" + name)
        .io
        .queueDequeue(queue, List.of(TInt64.class, TFloat32.class));
  }

  /** Completes a run with a message to be sent; the tensors are the caller's. */
  Session.Runner send(Session.Runner run, TInt64 whole, TFloat32 real) {
    return feed(run, whole).feed("real_" + name, real).addTarget("send_" + name);
  }

  /** Completes a run whose graph sends by itself. */
  Session.Runner feed(Session.Runner run, TInt64 whole) {
    return run.feed("whole_" + name, whole);
  }

  /**
   * Takes the next message.
   *
   * @param session of a graph with the nodes
   * @param limit how long to wait
   * @param reader takes the numbers from the result
   * @return the message; absent if none came
   */
  <M> Optional<M> receive(Session session, Duration limit, Function<Result, M> reader) {
    String node = "receive_" + name;
    Optional<Result> received = Calls.within(limit, session.runner().fetch(node, 0).fetch(node, 1));
    if (received.isEmpty()) {
      return Optional.empty();
    }
    try (Result result = received.get()) {
      return Optional.of(reader.apply(result));
    }
  }

  private Ops on(Ops tf) {
    return tf.withDevice(DeviceSpec.newBuilder().job(ps.job().toString()).task(ps.index()).build());
  }

  private FifoQueue queue(Ops tf) {
    return on(tf)
        .io
        .fifoQueue(
            List.of(TInt64.class, TFloat32.class),
            FifoQueue.shapes(Shape.of(numbers), Shape.scalar()),
            FifoQueue.sharedName(name));
  }
}
