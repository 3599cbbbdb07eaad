package org.stnjava.cli.model;

import java.nio.file.Path;
import java.util.Map;
import org.stnjava.cli.common.Outputs;
import org.stnjava.data.file.StagedFile;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TString;

/** The files that a signature's outputs are written to. */
final class ModelOutputs {

  /** Axes of {@code [N, H, W, C]}. */
  private static final int IMAGES = 4;

  private final Outputs outputs = new Outputs();
  private final Map<String, String> files;

  private ModelOutputs(Map<String, String> files) {
    this.files = files;
  }

  /** Checks that each output exists and its file can be written. */
  static ModelOutputs declare(SignatureDescription signature, Map<String, String> files) {
    ModelOutputs declared = new ModelOutputs(files);
    files.forEach((name, file) -> declared.add(signature.output(name), Path.of(file)));
    return declared;
  }

  private void add(TensorDescription output, Path file) {
    String argument = argument(output.name());
    if (output.dtype().equals("string")) {
      outputs.text(argument, file);
    } else if (isImage(output)) {
      outputs.image(argument, file);
    } else {
      outputs.array(argument, file);
    }
  }

  private static boolean isImage(TensorDescription output) {
    return output.shape() != null && output.shape().size() == IMAGES;
  }

  /** Writes the outputs, all or none. */
  void take(Result result) {
    files
        .keySet()
        .forEach(
            name -> {
              Tensor value = result.get(name).orElseThrow();
              if (value instanceof TString strings) {
                outputs.put(argument(name), lines(strings));
              } else {
                outputs.put(argument(name), NpyTensors.array(value));
              }
            });
    outputs.publish();
  }

  private static String argument(String name) {
    return "--output " + name;
  }

  private static StagedFile.Content lines(TString strings) {
    return out -> {
      for (NdArray<byte[]> string : strings.asBytes().scalars()) {
        out.write(string.getObject());
        out.write('\n');
      }
    };
  }
}
