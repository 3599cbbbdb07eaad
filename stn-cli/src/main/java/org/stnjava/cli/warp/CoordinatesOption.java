package org.stnjava.cli.warp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.stnjava.ops.coordinate.PixelCoordinates;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --coordinates}. */
public final class CoordinatesOption {
  @Option(
      names = "--coordinates",
      paramLabel = "NAME",
      defaultValue = "half-pixel",
      description = {
        "half-pixel: -1 and 1 are the outer edges of the outer pixels;",
        "align-corners: their centers (default: ${DEFAULT-VALUE})."
      })
  private PixelCoordinates coordinates;

  public PixelCoordinates coordinates() {
    return coordinates;
  }

  /** Reader of {@code half-pixel} and {@code align-corners}. */
  public static final class CoordinatesConverter implements ITypeConverter<PixelCoordinates> {

    @Override
    public PixelCoordinates convert(String text) {
      return Arrays.stream(PixelCoordinates.values())
          .filter(coordinates -> name(coordinates).equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "coordinates: expected one of %s but got '%s'".formatted(names(), text)));
    }

    private static List<String> names() {
      return Arrays.stream(PixelCoordinates.values()).map(CoordinatesConverter::name).toList();
    }

    private static String name(PixelCoordinates coordinates) {
      return coordinates.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
