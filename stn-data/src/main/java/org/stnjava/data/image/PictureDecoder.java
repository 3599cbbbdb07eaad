package org.stnjava.data.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The rules of {@link Picture}, on what ImageIO and TwelveMonkeys decode. */
final class PictureDecoder {

  /** Where red, green, blue and alpha lie in the bits of a color. */
  private static final int[] SHIFTS = {16, 8, 0, 24};

  private static final int BYTE = 0xff;

  static {
    // Where class loaders are many, as in Spark, ImageIO does not find it by itself.
    IIORegistry registry = IIORegistry.getDefaultInstance();
    if (registry.getServiceProviderByClass(JPEGImageReaderSpi.class) == null) {
      registry.registerServiceProvider(new JPEGImageReaderSpi(), ImageReaderSpi.class);
    }
  }

  private PictureDecoder() {}

  static Picture decode(byte[] file, Picture.SizeCheck size) {
    return read(
        file,
        reader -> {
          List<String> warnings = new ArrayList<>();
          reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
          int orientation = orientation(file);
          int[] sides = size(reader, orientation);
          size.check(sides[0], sides[1]);
          Picture picture = decode(reader).oriented(orientation);
          for (String warning : warnings) {
            if (warning.startsWith("Truncated File") || warning.startsWith("Premature end")) {
              throw new IOException(warning);
            }
          }
          return picture;
        });
  }

  static int[] size(byte[] file) {
    return read(file, reader -> size(reader, orientation(file)));
  }

  /** Gets something from a reader. */
  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  private static <T> T read(byte[] file, Reading<T> reading) {
    try (ImageInputStream in = stream(file)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IllegalArgumentException(
            "expected a PNG or JPEG picture but got %s"
                .formatted(
                    file.length == 0 ? "an empty file" : file.length + " bytes of something else"));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return reading.from(reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static ImageInputStream stream(byte[] file) {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
  }

  /** Height and width after the orientation is applied. */
  private static int[] size(ImageReader reader, int orientation) throws IOException {
    try {
      int height = reader.getHeight(0);
      int width = reader.getWidth(0);
      return orientation >= 5 ? new int[] {width, height} : new int[] {height, width};
    } catch (RuntimeException e) {
      throw damaged(e); // the readers throw all kinds on damaged files
    }
  }

  private static Picture decode(ImageReader reader) throws IOException {
    try {
      return picture(reader.read(0));
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private static IllegalArgumentException damaged(Exception reason) {
    return new IllegalArgumentException(
        "expected a whole PNG or JPEG picture but decoding failed: " + reason.getMessage(), reason);
  }

  private static Picture picture(BufferedImage image) {
    ColorModel colors = image.getColorModel();
    return colors instanceof IndexColorModel palette
        ? palette(image, palette)
        : samples(image.getRaster(), colors);
  }

  /**
   * The samples themselves: colors by {@code getRGB} would be gamma-corrected and cut to 8 bits.
   */
  private static Picture samples(Raster raster, ColorModel colors) {
    int bands = raster.getNumBands();
    if (bands > 4 || (bands == 4 && !colors.hasAlpha())) {
      throw new IllegalArgumentException("its " + bands + " channels are not gray or RGB");
    }
    int height = raster.getHeight();
    int width = raster.getWidth();
    int factor = Picture.WHITE / ((1 << colors.getComponentSize(0)) - 1);
    char[] samples = new char[length(height, width, bands)];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int sample : raster.getPixels(0, y, width, 1, (int[]) null)) {
        samples[at++] = (char) (sample * factor);
      }
    }
    return Picture.composited(height, width, bands, samples);
  }

  private static Picture palette(BufferedImage image, IndexColorModel colors) {
    int[] shifts = shifts(colors);
    int width = image.getWidth();
    char[] samples = new char[length(image.getHeight(), width, shifts.length)];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int color : image.getRGB(0, y, width, 1, null, 0, width)) {
        for (int shift : shifts) {
          samples[at++] = (char) (((color >> shift) & BYTE) * (Picture.WHITE / BYTE));
        }
      }
    }
    return Picture.composited(image.getHeight(), width, shifts.length, samples);
  }

  private static int[] shifts(IndexColorModel colors) {
    boolean gray =
        IntStream.range(0, colors.getMapSize())
            .map(colors::getRGB)
            .allMatch(c -> ((c >> 16) & BYTE) == (c & BYTE) && ((c >> 8) & BYTE) == (c & BYTE));
    IntStream channels = gray ? IntStream.of(0) : IntStream.rangeClosed(0, 2);
    IntStream all = colors.hasAlpha() ? IntStream.concat(channels, IntStream.of(3)) : channels;
    return all.map(channel -> SHIFTS[channel]).toArray();
  }

  private static int length(int height, int width, int channels) {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  /** The EXIF orientation of a JPEG file, 1 to 8; 1 where there is none that can be read. */
  private static int orientation(byte[] file) {
    if (file.length < 2 || (file[0] & BYTE) != 0xff || (file[1] & BYTE) != 0xd8) {
      return 1;
    }
    try (ImageInputStream in = stream(file)) {
      List<JPEGSegment> exif = JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif");
      return exif.isEmpty() ? 1 : orientation(exif.get(0));
    } catch (IOException | RuntimeException e) {
      return 1;
    }
  }

  private static int orientation(JPEGSegment exif) throws IOException {
    InputStream data = exif.data();
    data.skipNBytes(1); // a second zero after the name
    try (ImageInputStream tiff = new MemoryCacheImageInputStream(data)) {
      CompoundDirectory directories = (CompoundDirectory) new TIFFReader().read(tiff);
      Entry entry = directories.getDirectory(0).getEntryById(TIFF.TAG_ORIENTATION);
      int orientation = entry == null ? 1 : ((Number) entry.getValue()).intValue();
      return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
  }
}
