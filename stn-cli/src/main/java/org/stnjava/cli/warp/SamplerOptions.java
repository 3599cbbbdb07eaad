package org.stnjava.cli.warp;

import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.sample.Sampler;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a sampler: {@code --kernel}, {@code --padding} and {@code --coordinates}. */
final class SamplerOptions {
  @Option(
      names = "--kernel",
      paramLabel = "NAME",
      defaultValue = "bilinear",
      description = "How pixels near a point are weighted (default: ${DEFAULT-VALUE}).")
  private Kernel kernel;

  @Option(
      names = "--padding",
      paramLabel = "NAME",
      defaultValue = "zeros",
      description = "What lies outside the image (default: ${DEFAULT-VALUE}).")
  private Padding padding;

  @Mixin private CoordinatesOption coordinates;

  Sampler sampler() {
    return new Sampler(kernel, padding, coordinates.coordinates());
  }
}
