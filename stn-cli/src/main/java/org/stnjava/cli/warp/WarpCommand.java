package org.stnjava.cli.warp;

import java.nio.file.Path;
import java.util.Optional;
import org.stnjava.cli.common.Failures;
import org.stnjava.cli.common.Image;
import org.stnjava.cli.common.Outputs;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code stn warp}: an image sampled at the points of a transform. */
@Command(name = "warp", description = "Warps an image: samples it at the points of a transform.")
public final class WarpCommand implements Runnable {
  @Option(
      names = "--image",
      required = true,
      paramLabel = "U.npy|picture",
      description = Image.HELP)
  private Path image;

  @Mixin private TransformOptions transform;

  @Mixin private SamplerOptions sampling;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "V.npy|picture",
      description = Image.OUT_HELP)
  private Path out;

  @Mixin private GradientOptions gradients;

  @Option(
      names = "--grad-theta",
      paramLabel = "DT.npy",
      description = "Takes the gradient with respect to theta; needs --upstream.")
  private Optional<Path> gradTheta = Optional.empty();

  @Override
  public void run() {
    Outputs outputs = new Outputs().image("--out", out);
    gradients.declare(outputs, "--grad-theta", gradTheta);
    Image u = Failures.named("--image", () -> Image.read(image));
    Theta theta = transform.theta(u.batch().type());
    theta.requireRowsFor(u);
    Shape v = Failures.named("--size", () -> u.outputShape(transform.size().ofImage()));
    Optional<NpyArray> upstream = gradients.upstream(v);

    Sampler sampler = sampling.sampler();
    GridGenerator generator = transform.generator(theta, sampler.coordinates());
    Warping warping = new Warping(sampler, new GridSource.Generated(generator, u.count()));
    Warping.Result result = warping.run(u.batch(), theta.values(), upstream);

    outputs
        .put("--out", result.v().reshape(v.asArray()))
        .put("--grad-image", result.gradImage().map(u::asGiven))
        .put("--grad-theta", result.gradSource().map(theta::asGiven))
        .publish();
  }
}
