package org.stnjava.cli.common;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.stnjava.data.image.PictureWriter;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;

/** Format of an output, chosen by the ending of the file's name. */
enum OutputFormat {
  /** An array as it is. */
  NPY("npy") {
    @Override
    void check(NpyArray array) {}

    @Override
    void write(OutputStream out, NpyArray array) throws IOException {
      NpyFile.write(out, array);
    }
  },
  /** A picture without losses, with alpha if the image has four channels. */
  PNG("png"),
  /** A picture with small losses, without alpha. */
  JPEG("jpe?g");

  private final String ending;

  OutputFormat(String ending) {
    this.ending = ending;
  }

  /** Refuses an array that the format cannot hold. */
  void check(NpyArray array) {
    PictureWriter.check(array, picture());
  }

  /** Writes an array that {@link #check} took. */
  void write(OutputStream out, NpyArray array) throws IOException {
    PictureWriter.write(out, array, picture());
  }

  private PictureWriter.Format picture() {
    return PictureWriter.Format.valueOf(name());
  }

  static Optional<OutputFormat> of(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.matches(".*\\." + format.ending))
        .findFirst();
  }
}
