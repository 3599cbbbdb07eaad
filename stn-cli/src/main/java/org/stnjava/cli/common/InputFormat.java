package org.stnjava.cli.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Format of an image file, detected by its first bytes. */
enum InputFormat {
  /** An array. */
  NPY("\u0093NUMPY"),
  /** A PNG picture. */
  PNG("\u0089PNG"),
  /** A JPEG picture. */
  JPEG("\u00ff\u00d8\u00ff"),
  /** A BMP picture. */
  BMP("BM"),
  /** A GIF picture. */
  GIF("GIF8"),
  /** A WebP picture. */
  WEBP("RIFF"),
  /** A TIFF picture, little-endian. */
  TIFF("II*"),
  /** A TIFF picture, big-endian. */
  TIFF_BIG_ENDIAN("MM\u0000*"),
  /** A gray picture as text. */
  PGM_TEXT("P2"),
  /** A picture as text. */
  PPM_TEXT("P3"),
  /** A gray picture. */
  PGM("P5"),
  /** A picture. */
  PPM("P6");

  private final String start;

  InputFormat(String start) {
    this.start = start;
  }

  /** Looks into a file. */
  static InputFormat of(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IllegalArgumentException(path + ": expected a file but it is a folder or a device");
    }
    String found = firstBytes(path);
    return Arrays.stream(values())
        .filter(format -> found.startsWith(format.start))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: expected a .npy file or a picture but it starts with '%s'"
                        .formatted(path, found.replaceAll("[^ -~]", "?"))));
  }

  private static String firstBytes(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(NPY.start.length()), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(path + ": expected a file but there is none", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be read", e);
    }
  }
}
