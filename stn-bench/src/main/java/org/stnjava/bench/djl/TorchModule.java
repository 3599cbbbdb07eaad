package org.stnjava.bench.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.stnjava.data.npy.NpyArray;

/** A TorchScript module with the arrays that it works on, <b>to be closed</b>. */
final class TorchModule implements AutoCloseable {

  /** DJL takes a method's name from an array's. */
  private static final String METHOD = "module_method:";

  private static final String[] NO_FILES = {};

  private final PtNDManager arrays;
  private final PtSymbolBlock module;

  private TorchModule(PtNDManager arrays, PtSymbolBlock module) {
    this.arrays = arrays;
    this.module = module;
  }

  /** Loads one of this package's modules. */
  static TorchModule load(String name) {
    PtNDManager arrays = (PtNDManager) Engine.getEngine(PtEngine.ENGINE_NAME).newBaseManager();
    String resource = name + ".pt";
    try (InputStream in =
        Objects.requireNonNull(TorchModule.class.getResourceAsStream(resource), resource)) {
      Path file = Files.createTempFile("stn-bench", ".pt");
      try {
        Files.write(file, in.readAllBytes());
        // Weights that may be trained; others could not have gradients later.
        boolean trained = true;
        return new TorchModule(
            arrays, JniUtils.loadModule(arrays, file, false, NO_FILES, NO_FILES, trained));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls the method {@code prepare}. */
  void prepare(IValue... settings) {
    IValueUtils.runMethod(module, "prepare", settings).close();
    Stream.of(settings).forEach(IValue::close);
  }

  /** {@return the weights' names, of a network} */
  List<String> names() {
    try (IValue names = IValueUtils.runMethod(module, "weight_names")) {
      return Stream.of(names.toIValueArray()).map(IValue::toStringValue).toList();
    }
  }

  /** Switches dropout on or off. */
  void train(boolean on) {
    if (on) {
      JniUtils.enableTrainingMode(module);
    } else {
      JniUtils.enableInferenceMode(module);
    }
  }

  /** {@return what {@link #run} takes: a method and its arguments} */
  NDList call(String method, NDArray... inputs) {
    NDArray name = arrays.create(0f);
    name.setName(METHOD + method);
    NDList call = new NDList(inputs);
    call.add(name);
    return call;
  }

  /** Runs a method; the outputs are to be closed. */
  NDList run(NDList call, Grad grad) {
    return IValueUtils.forward(module, call, grad == Grad.ON);
  }

  /** Whether PyTorch keeps what gradients need. */
  enum Grad {
    ON,
    OFF
  }

  /** {@return a copy of images whose channels come last, in the layout} */
  NDArray images(NpyArray images) {
    return run(call("images", array(images)), Grad.ON).singletonOrThrow();
  }

  /** {@return a copy for PyTorch} */
  NDArray array(NpyArray array) {
    Shape shape = new Shape(array.shape());
    return switch (array.type()) {
      case FLOAT32 -> arrays.create(array.floats(), shape);
      case UINT8 -> arrays.create(array.bytes(), shape, DataType.UINT8);
      default -> arrays.create(array.longs(), shape);
    };
  }

  /** {@return a copy for everybody else} */
  static NpyArray array(NDArray array) {
    long[] shape = array.getShape().getShape();
    return NpyArray.of(array.toFloatArray(), shape);
  }

  @Override
  public void close() {
    module.close();
    arrays.close();
  }
}
