package org.stnjava.cli.warp;

import java.util.ArrayList;
import org.stnjava.cli.common.Failures;
import org.stnjava.cli.common.Size;
import org.stnjava.data.npy.NpyType;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.coordinate.TargetGrid;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.transform.TransformFamily;
import org.stnjava.ops.transform.Transforms;
import picocli.CommandLine.Option;

/** The options of a warp: {@code --transform}, {@code --theta} and {@code --size}. */
final class TransformOptions {
  @Option(
      names = "--transform",
      required = true,
      paramLabel = "NAME",
      description = {"Family of the warp: ${COMPLETION-CANDIDATES}.", "It maps target to source."},
      completionCandidates = TransformNames.class)
  private TransformFamily transform;

  @Option(
      names = "--theta",
      required = true,
      paramLabel = "T.npy|numbers",
      description = {
        "Parameters: a .npy file of one row an image, or of one for all;",
        "or one row of numbers with commas, such as 0.5,0,0,0,0.5,0.",
        "Where any number will do, as for tps, flow and velocity, its shape decides."
      })
  private String theta;

  @Option(
      names = "--size",
      required = true,
      paramLabel = "HxW|DxHxW",
      description = "Height and width of the output, behind the depth of a volume.")
  private Size size;

  /** Reads θ; numbers become {@code typeOfNumbers}. */
  Theta theta(NpyType typeOfNumbers) {
    return Failures.named("--theta", () -> Theta.read(theta, transform, typeOfNumbers));
  }

  Size size() {
    return size;
  }

  GridGenerator generator(Theta theta, PixelCoordinates coordinates) {
    return new GridGenerator(theta.transform(), new TargetGrid(size.shape(), coordinates));
  }

  /** The names of all transforms, for the help. */
  static final class TransformNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    TransformNames() {
      super(Transforms.names());
    }
  }
}
