package org.stnjava.bench.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.jni.IValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stnjava.bench.djl.TorchModule.Grad;
import org.stnjava.bench.peer.Contender;
import org.stnjava.bench.peer.Timing;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;

/**
 * A network with the toolkit's weights, <b>to be closed</b>: training steps on bytes, or inference
 * on floats.
 */
final class TorchNetwork implements Contender {

  /** Losses that are compared. */
  private static final int COMPARED = 3;

  private final TorchModule module;
  private final JsonNode workload;
  private final NDList inference;
  private final NDList training;

  private TorchNetwork(TorchModule module, JsonNode workload, NDList inference, NDList training) {
    this.module = module;
    this.workload = workload;
    this.inference = inference;
    this.training = training;
  }

  /** Prepares a workload, whose images and weights lie in a folder. */
  static TorchNetwork of(JsonNode workload, Path folder, Layout layout) {
    TorchModule module = TorchModule.load(workload.get("network").asText());
    module.prepare(
        IValue.from(layout.isChannelsLast()), IValue.from(workload.get("rate").asDouble()));
    module.run(module.call("load", weights(module, folder)), Grad.ON).close();
    NDArray images = module.images(read(folder, NetworkWorkload.IMAGES));
    NDArray labels = module.array(read(folder, NetworkWorkload.LABELS));
    return new TorchNetwork(
        module,
        workload,
        module.call("forward", images),
        module.call(workload.get("optimizer").asText(), images, labels));
  }

  /** The weights as one dictionary, which DJL makes of names with a point. */
  private static NDArray[] weights(TorchModule module, Path folder) {
    return module.names().stream()
        .map(
            name -> {
              NDArray weight = module.array(read(folder, name.replace('/', '.')));
              weight.setName("values." + name);
              return weight;
            })
        .toArray(NDArray[]::new);
  }

  private static NpyArray read(Path folder, String name) {
    return NpyFile.read(folder.resolve(name + ".npy"));
  }

  private boolean isTraining() {
    return workload.get("pass").asText().equals("both");
  }

  @Override
  public Map<String, NpyArray> outputs() {
    Map<String, NpyArray> outputs = new LinkedHashMap<>();
    module.train(false);
    try (NDList logits = module.run(inference, Grad.OFF)) {
      outputs.put("logits", TorchModule.array(logits.singletonOrThrow()));
    }
    module.train(isTraining());
    if (isTraining() && workload.get("repeatable").asBoolean()) {
      float[] losses = new float[COMPARED];
      for (int i = 0; i < COMPARED; i++) {
        losses[i] = step();
      }
      outputs.put("losses", NpyArray.of(losses, COMPARED));
    }
    return outputs;
  }

  private float step() {
    try (NDList loss = module.run(training, Grad.ON)) {
      return loss.singletonOrThrow().getFloat();
    }
  }

  private void infer() {
    module.run(inference, Grad.OFF).close();
  }

  @Override
  public Timing time(int repetitions) {
    return Timing.of(repetitions, isTraining() ? this::step : this::infer);
  }

  @Override
  public void close() {
    module.close();
  }
}
