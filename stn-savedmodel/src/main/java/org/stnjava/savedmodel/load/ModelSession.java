package org.stnjava.savedmodel.load;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;

/**
 * The graph and the session of a loaded model, for calls from several threads.
 *
 * <p>{@link #close} refuses further calls at once and waits for those in flight only; TensorFlow's
 * own session accepts new calls while it waits.
 */
final class ModelSession implements AutoCloseable {

  private static final String PLACEHOLDER = "Placeholder";

  private final Path folder;
  private final SavedModelBundle bundle;
  private final SamplerReplacement samplers;
  private final GraphCopies copies;
  private int inFlight;
  private boolean closed;

  ModelSession(Path folder, SavedModelBundle bundle, SamplerReplacement samplers) {
    this.folder = folder;
    this.bundle = bundle;
    this.samplers = samplers;
    copies = new GraphCopies(bundle.graph());
  }

  SavedModelBundle bundle() {
    return bundle;
  }

  GraphCopies copies() {
    return copies;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Computes the outputs of a signature.
   *
   * @param values by node
   * @throws IllegalStateException if the model is closed, or the call fails within TensorFlow
   */
  Result run(SignatureDescription called, Map<String, Tensor> values) {
    enter();
    try {
      return bundle.session().run(signature(called, values), new LinkedHashMap<>(values));
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "signature %s: %s".formatted(called.name(), e.getMessage()), e);
    } finally {
      leave();
    }
  }

  private Signature signature(SignatureDescription called, Map<String, Tensor> values) {
    Signature.Builder builder = Signature.builder(called.name());
    Map<String, Integer> uses = new HashMap<>();
    boolean feedsPlaceholders = true;
    for (String node : values.keySet()) {
      Output<?> fed = bundle.graph().outputOrThrow(node);
      builder.input(node, fed);
      uses.put(node, 1);
      feedsPlaceholders &= fed.op().type().startsWith(PLACEHOLDER);
    }
    for (TensorDescription output : called.outputs()) {
      int number = uses.merge(output.node(), 1, Integer::sum) - 1;
      // A value that is fed within a sampler, or behind one, is fed to the nodes that were loaded.
      Output<?> original =
          feedsPlaceholders
              ? samplers.output(output.node())
              : bundle.graph().outputOrThrow(output.node());
      builder.output(output.name(), output(original, number));
    }
    return builder.build();
  }

  /** A tensor or, if it is fed or fetched already, a copy, as each is fetched only once. */
  private Output<?> output(Output<?> original, int number) {
    if (number == 0) {
      return original;
    }
    Graph graph = bundle.graph();
    String node =
        "stnjava_outputs/%s/%d/%d".formatted(original.op().name(), original.index(), number);
    synchronized (graph) {
      GraphOperation present = graph.operation(node);
      return present != null
          ? present.output(0)
          : graph
              .opBuilder("Identity", node, Ops.create(graph).scope())
              .addInput(original)
              .setAttr("T", original.dataType())
              .build()
              .output(0);
    }
  }

  private synchronized void enter() {
    if (closed) {
      throw new IllegalStateException(
          "model %s: expected an open model but it is closed".formatted(folder));
    }
    inFlight++;
  }

  private synchronized void leave() {
    inFlight--;
    notifyAll();
  }

  /** Marks the session as closed, and waits until the last call in flight has returned. */
  private synchronized boolean mayClose() {
    if (closed) {
      return false;
    }
    closed = true;
    boolean interrupted = false;
    while (inFlight > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  @Override
  public void close() {
    if (mayClose()) {
      bundle.close();
    }
  }
}
