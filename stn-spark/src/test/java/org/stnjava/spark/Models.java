package org.stnjava.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Small models from Python, and what they say when they are called without Spark. */
final class Models {

  static final int HEIGHT = 6;
  static final int WIDTH = 8;

  private Models() {}

  /** The folder of a model. */
  static Path folder(String name) {
    return Path.of("../stn-savedmodel/src/test/resources/savedmodels")
        .resolve(name)
        .toAbsolutePath()
        .normalize();
  }

  /** An output for images of 6 × 8 numbers, an array for each. */
  static List<float[]> call(String name, String signature, String output, List<float[]> images) {
    return images.stream().map(image -> call(name, signature, output, image)).toList();
  }

  private static float[] call(String name, String signature, String output, float[] image) {
    try (LoadedModel model = LoadedModel.open(folder(name));
        TFloat32 tensor = TFloat32.tensorOf(Shape.of(1, HEIGHT, WIDTH, 1), DataBuffers.of(image));
        Result result = model.call(signature, Map.of("image", tensor))) {
      return NpyTensors.array(result.get(output).orElseThrow()).floats();
    }
  }
}
