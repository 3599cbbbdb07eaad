package org.stnjava.cli.warp;

import java.nio.file.Path;
import org.stnjava.cli.common.Outputs;
import org.stnjava.cli.common.Size;
import org.stnjava.data.npy.NpyType;
import org.stnjava.ops.grid.GridGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code stn grid}: from θ to a sampling grid. */
@Command(
    name = "grid",
    description = {
      "Writes a transform's sampling grid, [N, H', W', 2], points (x, y) in [-1, 1];",
      "for affine3d [N, D', H', W', 3], points (x, y, z)."
    })
public final class GridCommand implements Runnable {
  @Mixin private TransformOptions transform;

  @Mixin private CoordinatesOption coordinates;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "G.npy",
      description = "Takes the grid; float64 if theta is, else float32.")
  private Path out;

  @Override
  public void run() {
    Outputs outputs = new Outputs().array("--out", out);
    Theta theta = transform.theta(NpyType.FLOAT32);
    Size size = transform.size();
    GridGenerator generator = transform.generator(theta, coordinates.coordinates());
    Size.requireCapacity("--size", size + ": ", theta.gridShape(size));

    outputs.put("--out", Warping.grid(generator, theta.values())).publish();
  }
}
