package org.stnjava.cluster.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.io.FifoQueue;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A queue of messages between tasks, stored on a parameter server: a TensorFlow queue, its nodes in
 * a graph, and the runs of these nodes. A message is a vector of {@code int64} values and one
 * {@code float32} value. A graph either sends to a queue or receives from it.
 *
 * @param name the queue's shared name, the same in all tasks
 * @param ps the parameter server that stores it
 * @param length how many {@code int64} values a message has
 */
public record TaskQueue(String name, Task ps, int length) {

  /**
   * A message and the queue that it goes to.
   *
   * @param queue the queue
   * @param values the {@code int64} values
   * @param value the {@code float32} value
   */
  public record Message(TaskQueue queue, long[] values, float value) {}

  /** Builds the sending of a value that the graph computes. */
  @FunctionalInterface
  public interface Sending {
    /**
     * Adds the operation.
     *
     * @param value the message's {@code float32} value, a scalar
     * @param before what must have run when the message is sent
     * @return the operation that sends
     */
    Op of(Operand<TFloat32> value, List<Op> before);
  }

  /**
   * Adds the nodes that {@link #sendAll} runs.
   *
   * @param tf where to build
   * @return builds the operations with which a graph sends without {@link #sendAll}
   */
  public Sending addSend(Ops tf) {
    FifoQueue queue = queue(tf);
    Operand<TInt64> values =
        tf.withName("whole_" + name).placeholder(TInt64.class, Placeholder.shape(Shape.of(length)));
    Operand<TFloat32> value =
        tf.withName("real_" + name).placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    on(tf).withName("send_" + name).io.queueEnqueue(queue, List.of(values, value));
    return (computed, before) ->
        on(tf.withControlDependencies(before)).io.queueEnqueue(queue, List.of(values, computed));
  }

  /**
   * Adds the nodes that {@link #receive} runs.
   *
   * @param tf where to build
   */
  public void addReceive(Ops tf) {
    FifoQueue queue = queue(tf);
    on(tf)
        .withName("receive_" + name)
        .io
        .queueDequeue(queue, List.of(TInt64.class, TFloat32.class));
  }

  /**
   * Sends messages, all in one run.
   *
   * @param session of a graph that sends to all of their queues
   * @param messages at most one for each queue
   */
  public static void sendAll(Session session, List<Message> messages) {
    Session.Runner run = session.runner();
    List<Tensor> tensors = new ArrayList<>();
    try {
      for (Message message : messages) {
        String name = message.queue.name;
        TInt64 values = TInt64.vectorOf(message.values);
        tensors.add(values);
        TFloat32 value = TFloat32.scalarOf(message.value);
        tensors.add(value);
        message.queue.feed(run, values).feed("real_" + name, value).addTarget("send_" + name);
      }
      run.run().close();
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  /**
   * Feeds the {@code int64} values of a message whose {@code float32} value the graph computes.
   *
   * @param run a run that sends
   * @param values the values
   * @return the same run
   */
  public Session.Runner feed(Session.Runner run, TInt64 values) {
    return run.feed("whole_" + name, values);
  }

  /**
   * Removes the next message and returns it.
   *
   * @param <M> the type of messages
   * @param session of a graph that receives
   * @param limit how long to wait
   * @param reader reads the message from its two tensors
   * @return the message; absent if none arrived in time
   */
  public <M> Optional<M> receive(Session session, Duration limit, Function<Result, M> reader) {
    String node = "receive_" + name;
    Optional<Result> received =
        RemoteCalls.within(limit, session.runner().fetch(node, 0).fetch(node, 1));
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
            FifoQueue.shapes(Shape.of(length), Shape.scalar()),
            FifoQueue.sharedName(name));
  }
}
