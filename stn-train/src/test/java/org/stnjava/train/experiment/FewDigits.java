package org.stnjava.train.experiment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.LabeledImages;

/** A few digits as files, so that testing takes no time. */
final class FewDigits {

  private FewDigits() {}

  /** Writes 40 digits to learn from and 20 to test on into a new folder, and gives its name. */
  static String write(Path folder) throws IOException {
    Files.createDirectory(folder);
    Dataset digits = Glyphs.dataset(40, 20, 1);
    write(folder.resolve("train"), digits.train());
    write(folder.resolve("t10k"), digits.test());
    return folder.toString();
  }

  private static void write(Path part, LabeledImages images) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(16 + images.pixels().length);
    pixels.putInt(0x0803).putInt(images.size()).putInt(images.height()).putInt(images.width());
    pixels.put(images.pixels());
    ByteBuffer labels = ByteBuffer.allocate(8 + images.size()).putInt(0x0801).putInt(images.size());
    for (int label : images.labels()) {
      labels.put((byte) label);
    }
    Files.write(Path.of(part + "-images-idx3-ubyte"), pixels.array());
    Files.write(Path.of(part + "-labels-idx1-ubyte"), labels.array());
  }
}
