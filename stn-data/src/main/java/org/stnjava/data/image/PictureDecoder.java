package org.stnjava.data.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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

  private static final int SHORT = 16;

  /** The first bytes of a WebP file, {@code RIFF} read as little-endian, before a count. */
  private static final int RIFF = 0x46464952;

  private static final int WEBP_HEADER = 8;

  static {
    // Where class loaders are many, as in Spark, ImageIO does not find them by itself.
    register(JPEGImageReaderSpi.class, JPEGImageReaderSpi::new);
    register(TIFFImageReaderSpi.class, TIFFImageReaderSpi::new);
    register(WebPImageReaderSpi.class, WebPImageReaderSpi::new);
  }

  private PictureDecoder() {}

  private static <T extends ImageReaderSpi> void register(Class<T> type, Supplier<T> provider) {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    if (registry.getServiceProviderByClass(type) == null) {
      registry.registerServiceProvider(provider.get(), ImageReaderSpi.class);
    }
  }

  static Picture decode(byte[] file, Picture.SizeCheck size) {
    if (AnymapFile.isOne(file)) {
      AnymapFile anymap = AnymapFile.of(file);
      size.check(anymap.height(), anymap.width());
      return anymap.picture();
    }
    requireWholeWebp(file);
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

  /** Its reader gives what there is of a file that ends early. */
  private static void requireWholeWebp(byte[] file) {
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length >= WEBP_HEADER
        && header.getInt(0) == RIFF
        && Integer.toUnsignedLong(header.getInt(Integer.BYTES)) > file.length - WEBP_HEADER) {
      throw damaged(new EOFException());
    }
  }

  static int[] size(byte[] file) {
    if (AnymapFile.isOne(file)) {
      AnymapFile anymap = AnymapFile.of(file);
      return new int[] {anymap.height(), anymap.width()};
    }
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
            "expected a picture but got %s"
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

  static IllegalArgumentException damaged(Exception reason) {
    String unnamed =
        reason instanceof EOFException
            ? "unexpected end of file"
            : reason.getClass().getSimpleName();
    return new IllegalArgumentException(
        "expected a whole picture but decoding failed: "
            + Objects.requireNonNullElse(reason.getMessage(), unnamed),
        reason);
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
    int[] most = most(raster, colors);
    char[] samples = new char[length(height, width, bands)];
    int at = 0;
    for (int y = 0; y < height; y++) {
      int[] row = raster.getPixels(0, y, width, 1, (int[]) null);
      for (int i = 0; i < row.length; i++) {
        int white = most[i % bands];
        samples[at++] = (char) (((long) row[i] * Picture.WHITE + white / 2) / white);
      }
    }
    return Picture.composited(height, width, bands, samples);
  }

  /** The highest value of each channel. */
  private static int[] most(Raster raster, ColorModel colors) {
    int[] most = new int[raster.getNumBands()];
    for (int i = 0; i < most.length; i++) {
      int bits = colors.getComponentSize(Math.min(i, colors.getNumComponents() - 1));
      if (bits > SHORT || raster.getDataBuffer().getDataType() == DataBuffer.TYPE_SHORT) {
        throw new IllegalArgumentException(
            "its samples of %d bits are not unsigned numbers of up to 16".formatted(bits));
      }
      most[i] = (1 << bits) - 1;
    }
    return most;
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

  /** The orientation in EXIF or TIFF, 1 to 8; 1 where there is none that can be read. */
  private static int orientation(byte[] file) {
    if (file.length >= 2 && file[0] == file[1] && (file[0] == 'I' || file[0] == 'M')) {
      try {
        return orientation(new ByteArrayInputStream(file));
      } catch (IOException | RuntimeException e) {
        return 1;
      }
    }
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
    return orientation(data);
  }

  private static int orientation(InputStream data) throws IOException {
    try (ImageInputStream tiff = new MemoryCacheImageInputStream(data)) {
      CompoundDirectory directories = (CompoundDirectory) new TIFFReader().read(tiff);
      Entry entry = directories.getDirectory(0).getEntryById(TIFF.TAG_ORIENTATION);
      int orientation = entry == null ? 1 : ((Number) entry.getValue()).intValue();
      return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
  }
}
