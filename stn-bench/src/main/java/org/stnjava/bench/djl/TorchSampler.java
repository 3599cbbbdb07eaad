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
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;

/** {@code affine_grid} and {@code grid_sample}, <b>to be closed</b>. */
final class TorchSampler implements Contender {

  private final TorchModule module;
  private final NDList call;
  private final Grad grad;

  private TorchSampler(TorchModule module, NDList call, Grad grad) {
    this.module = module;
    this.call = call;
    this.grad = grad;
  }

  /** Prepares a workload, whose inputs lie in a folder. */
  static TorchSampler of(JsonNode workload, Path folder, Layout layout) {
    TorchModule module = TorchModule.load("sampler");
    NpyArray u = NpyFile.read(folder.resolve("u.npy"));
    JsonNode output = workload.get("output");
    int axes = output.size();
    long[] size = new long[axes + 2];
    size[0] = u.shape()[0];
    size[1] = u.shape()[axes + 1];
    for (int axis = 0; axis < axes; axis++) {
      size[axis + 2] = output.get(axis).asLong();
    }
    module.prepare(
        IValue.from(layout.isChannelsLast()),
        IValue.listFrom(size),
        IValue.from(workload.get("kernel").asText()));
    NDArray images = module.images(u);
    NDArray theta =
        module.array(NpyFile.read(folder.resolve("theta.npy"))).reshape(-1, axes, axes + 1L);
    if (workload.get("pass").asText().equals("forward")) {
      return new TorchSampler(module, module.call("forward", images, theta), Grad.OFF);
    }
    NDArray upstream = module.images(NpyFile.read(folder.resolve("upstream.npy")));
    return new TorchSampler(module, module.call("both", images, theta, upstream), Grad.ON);
  }

  @Override
  public Map<String, NpyArray> outputs() {
    Map<String, NpyArray> outputs = new LinkedHashMap<>();
    try (NDList arrays = module.run(call, grad)) {
      outputs.put("v", pixels(arrays.get(0)));
      if (grad == Grad.ON) {
        outputs.put("du", pixels(arrays.get(1)));
        outputs.put("dtheta", TorchModule.array(arrays.get(2)));
      }
    }
    return outputs;
  }

  private NpyArray pixels(NDArray images) {
    try (NDList pixels = module.run(module.call("pixels", images), Grad.OFF)) {
      return TorchModule.array(pixels.singletonOrThrow());
    }
  }

  @Override
  public Timing time(int repetitions) {
    return Timing.of(repetitions, () -> module.run(call, grad).close());
  }

  @Override
  public void close() {
    module.close();
  }
}
