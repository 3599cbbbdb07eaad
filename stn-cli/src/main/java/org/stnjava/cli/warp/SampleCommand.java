package org.stnjava.cli.warp;

import java.nio.file.Path;
import java.util.Optional;
import org.stnjava.cli.common.Failures;
import org.stnjava.cli.common.Image;
import org.stnjava.cli.common.Outputs;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code stn sample}: an image read at the points of a grid. */
@Command(name = "sample", description = "Reads an image or a volume at the points of a grid.")
public final class SampleCommand implements Runnable {
  @Option(
      names = "--image",
      required = true,
      paramLabel = "U.npy|picture",
      description = {Image.HELP, Image.VOLUME_HELP})
  private Path image;

  @Option(
      names = "--grid",
      required = true,
      paramLabel = "G.npy",
      description = {
        "Source points (x, y), [N, H', W', 2]; [-1, 1] is inside the image.",
        "Also [H', W', 2] for one image, and (x, y, z), [N, D', H', W', 3], for volumes."
      })
  private Path grid;

  @Mixin private SamplerOptions sampling;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "V.npy|picture",
      description = Image.OUT_HELP)
  private Path out;

  @Mixin private GradientOptions gradients;

  @Option(
      names = "--grad-grid",
      paramLabel = "DG.npy",
      description = "Takes the gradient with respect to the grid; needs --upstream.")
  private Optional<Path> gradGrid = Optional.empty();

  @Override
  public void run() {
    Outputs outputs = new Outputs().image("--out", out);
    gradients.declare(outputs, "--grad-grid", gradGrid);
    Image u = Failures.named("--image", () -> Image.orVolume(image));
    SamplingGrid points = Failures.named("--grid", () -> SamplingGrid.read(grid, u));
    Shape v = Failures.named("--grid", () -> u.outputShape(NpyTensors.shape(points.batch())));
    Optional<NpyArray> upstream = gradients.upstream(v);

    Warping warping = new Warping(sampling.sampler(), new GridSource.Given());
    Warping.Result result = warping.run(u.batch(), points.batch(), upstream);

    outputs
        .put("--out", result.v().reshape(v.asArray()))
        .put("--grad-image", result.gradImage().map(u::asGiven))
        .put("--grad-grid", result.gradSource().map(points::asGiven))
        .publish();
  }
}
