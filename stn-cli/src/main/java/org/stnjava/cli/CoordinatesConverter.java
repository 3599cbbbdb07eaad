package org.stnjava.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.stnjava.ops.coordinate.PixelCoordinates;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reader of {@code half-pixel} and {@code align-corners}. */
final class CoordinatesConverter implements ITypeConverter<PixelCoordinates> {

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
