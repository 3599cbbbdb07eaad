package org.stnjava.cli;

import org.stnjava.ops.coordinate.PixelCoordinates;
import picocli.CommandLine.Option;

/** The option {@code --coordinates}. */
final class CoordinatesOption {
  @Option(
      names = "--coordinates",
      paramLabel = "NAME",
      defaultValue = "half-pixel",
      description = {
        "half-pixel: -1 and 1 are the outer edges of the outer pixels;",
        "align-corners: their centers (default: ${DEFAULT-VALUE})."
      })
  private PixelCoordinates coordinates;

  PixelCoordinates coordinates() {
    return coordinates;
  }
}
