package org.stnjava.cli;

import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.npy.NpyType;
import org.stnjava.ops.transform.Transform;
import picocli.CommandLine.Option;

/** The options of a warp: {@code --transform}, {@code --theta} and {@code --size}. */
final class TransformOptions {
  @Option(
      names = "--transform",
      required = true,
      paramLabel = "NAME",
      description = "Family of the warp, such as affine. It maps target to source.")
  private Transform transform;

  @Option(
      names = "--theta",
      required = true,
      paramLabel = "T.npy|numbers",
      description = {
        "Parameters: a .npy file of one row an image, or of one for all;",
        "or one row of numbers with commas, such as 0.5,0,0,0,0.5,0."
      })
  private String theta;

  @Option(
      names = "--size",
      required = true,
      paramLabel = "HxW",
      description = "Height and width of the output.")
  private Size size;

  /** Reads θ; numbers become {@code typeOfNumbers}. */
  Theta theta(NpyType typeOfNumbers) {
    return Failures.named("--theta", () -> Theta.read(theta, transform, typeOfNumbers));
  }

  Size size() {
    return size;
  }

  GridGenerator generator(PixelCoordinates coordinates) {
    return new GridGenerator(transform, size.height(), size.width(), coordinates);
  }
}
