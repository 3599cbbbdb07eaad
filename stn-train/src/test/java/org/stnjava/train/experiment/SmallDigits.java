package org.stnjava.train.experiment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.set.LabeledImages;

/** A folder of a few digits, for experiments that take long on many. */
public final class SmallDigits {

  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;

  private SmallDigits() {}

  /** Writes the four files into a folder, which is made. */
  public static Path write(Path folder, int train, int test) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", Glyphs.images(train, 1));
    write(folder, "t10k", Glyphs.images(test, 2));
    return folder;
  }

  private static void write(Path folder, String part, LabeledImages images) throws IOException {
    int count = images.size();
    ByteBuffer pixels = ByteBuffer.allocate(16 + images.pixels().length);
    pixels.putInt(IMAGES).putInt(count).putInt(Glyphs.SIZE).putInt(Glyphs.SIZE);
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), pixels.put(images.pixels()).array());
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(LABELS).putInt(count);
    for (int label : images.labels()) {
      labels.put((byte) label);
    }
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
  }
}
