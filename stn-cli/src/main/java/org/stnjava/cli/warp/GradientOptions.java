package org.stnjava.cli.warp;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.stnjava.cli.common.Failures;
import org.stnjava.cli.common.Outputs;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Option;

/** The options {@code --upstream} and {@code --grad-image}, for gradients of sum(V·DV). */
final class GradientOptions {
  @Option(
      names = "--upstream",
      paramLabel = "DV.npy",
      description = "Weights DV of the gradients of sum(V*DV); of the output's shape.")
  private Optional<Path> upstream = Optional.empty();

  @Option(
      names = "--grad-image",
      paramLabel = "DU.npy",
      description = "Takes the gradient with respect to the image; needs --upstream.")
  private Optional<Path> gradImage = Optional.empty();

  /** Declares the files for gradients; the second one is the command's own. */
  void declare(Outputs outputs, String argument, Optional<Path> other) {
    if (upstream.isEmpty() && (gradImage.isPresent() || other.isPresent())) {
      String asked = gradImage.isPresent() ? "--grad-image" : argument;
      throw new IllegalArgumentException(
          "--upstream: expected the weights of the gradient that %s %s asks for but got none"
              .formatted(asked, gradImage.or(() -> other).map(Path::toString).orElse("")));
    }
    if (upstream.isPresent() && gradImage.isEmpty() && other.isEmpty()) {
      throw new IllegalArgumentException(
          "--upstream %s: expected --grad-image or %s beside it but got neither"
              .formatted(upstream.get(), argument));
    }
    gradImage.ifPresent(path -> outputs.array("--grad-image", path));
    other.ifPresent(path -> outputs.array(argument, path));
  }

  /** Reads the weights, if there are some, and requires the output's shape. */
  Optional<NpyArray> upstream(Shape v) {
    return upstream.map(path -> Failures.named("--upstream", () -> read(path, v)));
  }

  private static NpyArray read(Path path, Shape v) {
    NpyArray weights = NpyFile.read(path);
    if (!Arrays.equals(weights.shape(), v.asArray())) {
      throw new IllegalArgumentException(
          "%s: expected the output's shape %s but got %s"
              .formatted(path, Arrays.toString(v.asArray()), weights));
    }
    return weights;
  }
}
