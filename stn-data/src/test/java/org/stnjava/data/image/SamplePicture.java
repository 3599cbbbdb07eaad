package org.stnjava.data.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * One small file of each kind of picture.
 *
 * <p>JPEG pictures and the lossy WebP are uniform, but for the one with an orientation: its left
 * half is dark and its right half is light as it is stored. All others are 1 row of 2 pixels.
 */
public enum SamplePicture {
  GRAY_8,
  GRAY_16,
  GRAY_ALPHA,
  RGB_8,
  RGB_16,
  RGBA_8,
  PALETTE,
  PALETTE_GRAY,
  PALETTE_TRANSPARENT,
  BITS,
  JPEG_GRAY,
  JPEG_RGB,
  JPEG_PROGRESSIVE,
  JPEG_ORIENTATION_6,
  JPEG_CMYK,
  BMP,
  GIF,
  TIFF_RGB,
  TIFF_GRAY_16,
  TIFF_ORIENTATION_6,
  WEBP_LOSSLESS,
  WEBP_LOSSY,
  WEBP_ALPHA,
  PGM,
  PGM_16,
  PPM,
  PPM_TEXT,
  PNG_TRUNCATED,
  JPEG_TRUNCATED,
  JPEG_CUT,
  BMP_TRUNCATED,
  GIF_TRUNCATED,
  TIFF_TRUNCATED,
  WEBP_TRUNCATED,
  PPM_TRUNCATED,
  PPM_WRONG,
  TEXT,
  EMPTY;

  /** Bytes of red, green, blue and alpha. */
  private static final int[] OPAQUE_THEN_FIFTH = {200, 100, 50, 255, 200, 100, 50, 51};

  /** 1 row of 2 gray pixels, 100 and 200, to be rotated clockwise. */
  private static final String TIFF_OF_ORIENTATION_6 =
      "49492a00080000000900"
          + "000104000100000002000000"
          + "010104000100000001000000"
          + "020103000100000008000000"
          + "030103000100000001000000"
          + "060103000100000001000000"
          + "11010400010000007a000000"
          + "120103000100000006000000"
          + "160104000100000001000000"
          + "170104000100000002000000"
          + "0000000064c8";

  /** An EXIF segment of one entry: tag 0x0112, a short, 6: to be rotated clockwise. */
  private static final byte[] ORIENTATION_6 =
      HexFormat.of()
          .parseHex(
              "ffe1002245786966000049492a00080000000100120103000100000006000000" + "00000000");

  /** Returns the bytes of the file. */
  public byte[] file() {
    return switch (this) {
      case GRAY_8 -> png(samples(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_BYTE, 100, 200));
      case GRAY_16 ->
          png(samples(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_USHORT, 0x1234, 0xffff));
      case GRAY_ALPHA ->
          png(samples(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE, 200, 255, 200, 51));
      case RGB_8 ->
          png(samples(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_BYTE, 10, 20, 30, 200, 180, 20));
      case RGB_16 ->
          png(
              samples(
                  ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT, 1, 2, 0x1234, 0xffff, 0, 257));
      case RGBA_8 ->
          png(samples(ColorSpace.CS_sRGB, true, DataBuffer.TYPE_BYTE, OPAQUE_THEN_FIFTH));
      case PALETTE -> png(palette(0xffc86432, 0xff0a141e));
      case PALETTE_GRAY -> png(palette(0xff646464, 0xffc8c8c8));
      case PALETTE_TRANSPARENT -> png(palette(0xffc86432, 0x33c86432));
      case BITS -> png(filled(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY), 0, 1));
      case JPEG_GRAY -> jpeg(uniform(BufferedImage.TYPE_BYTE_GRAY, 0xff646464), false);
      case JPEG_RGB -> jpeg(uniform(BufferedImage.TYPE_3BYTE_BGR, 0xffc86432), false);
      case JPEG_PROGRESSIVE -> jpeg(uniform(BufferedImage.TYPE_3BYTE_BGR, 0xffc86432), true);
      case JPEG_ORIENTATION_6 -> rotated();
      case JPEG_CMYK -> resource("cmyk.jpg");
      case BMP ->
          written(
              samples(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_BYTE, 10, 20, 30, 200, 180, 20),
              "bmp");
      case GIF -> written(palette(0xffc86432, 0xff0a141e), "gif");
      case TIFF_RGB ->
          written(
              samples(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_BYTE, 10, 20, 30, 200, 180, 20),
              "tiff");
      case TIFF_GRAY_16 ->
          written(
              samples(ColorSpace.CS_GRAY, false, DataBuffer.TYPE_USHORT, 0x1234, 0xffff), "tiff");
      case TIFF_ORIENTATION_6 -> HexFormat.of().parseHex(TIFF_OF_ORIENTATION_6);
      case WEBP_LOSSLESS ->
          HexFormat.of()
              .parseHex(
                  "5249464622000000574542505650384c160000002f010000000f700ad02bf8dec37efe030f1588e87f00");
      case WEBP_LOSSY ->
          HexFormat.of()
              .parseHex(
                  "524946463e0000005745425056503820320000001002009d012a1000080000800825a00274ba01f801fa0003c800fee4017ffaac43e46087fd6517ff7ba57a43545ff7b24000");
      case WEBP_ALPHA ->
          HexFormat.of()
              .parseHex(
                  "5249464620000000574542505650384c130000002f010000100f3064833c329f618e436444ff0300");
      case PGM -> text("P5\n2 1 # two\n255\nd\u00c8");
      case PGM_16 -> text("P5 2 1 65535 \u00124\u00ff\u00ff");
      case PPM -> text("P6\n# by hand\n2 1\n255\n\n\u0014\u001e\u00c8\u00b4\u0014");
      case PPM_TEXT -> text("P3\n2 1\n100\n0 100 50\n 20 40 60\n");
      case BMP_TRUNCATED -> cut(BMP);
      case GIF_TRUNCATED -> cut(GIF);
      case TIFF_TRUNCATED -> cut(TIFF_RGB);
      case WEBP_TRUNCATED -> cut(WEBP_LOSSLESS);
      case PPM_TRUNCATED -> cut(PPM);
      case PPM_WRONG -> text("P6\n2 x\n");
      case PNG_TRUNCATED -> Arrays.copyOf(RGB_8.file(), 50);
      case JPEG_TRUNCATED -> Arrays.copyOf(JPEG_RGB.file(), 300);
      case JPEG_CUT -> {
        byte[] whole = JPEG_ORIENTATION_6.file();
        yield Arrays.copyOf(whole, whole.length - 8);
      }
      case TEXT -> text("not a picture");
      case EMPTY -> new byte[0];
    };
  }

  private static byte[] text(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] cut(SamplePicture whole) {
    byte[] file = whole.file();
    return Arrays.copyOf(file, file.length - 4);
  }

  private static BufferedImage samples(int space, boolean alpha, int type, int... values) {
    ColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            false,
            alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            type);
    WritableRaster raster = colors.createCompatibleWritableRaster(2, 1);
    return filled(new BufferedImage(colors, raster, false, null), values);
  }

  private static BufferedImage palette(int first, int second) {
    IndexColorModel colors =
        new IndexColorModel(8, 2, new int[] {first, second}, 0, true, -1, DataBuffer.TYPE_BYTE);
    return filled(new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, colors), 0, 1);
  }

  private static BufferedImage filled(BufferedImage picture, int... values) {
    picture.getRaster().setPixels(0, 0, 2, 1, values);
    return picture;
  }

  private static BufferedImage uniform(int type, int color) {
    BufferedImage picture = new BufferedImage(16, 8, type);
    for (int i = 0; i < 16 * 8; i++) {
      if (type == BufferedImage.TYPE_BYTE_GRAY) {
        picture.getRaster().setSample(i % 16, i / 16, 0, color & 0xff);
      } else {
        picture.setRGB(i % 16, i / 16, color);
      }
    }
    return picture;
  }

  private static byte[] rotated() {
    BufferedImage picture = uniform(BufferedImage.TYPE_BYTE_GRAY, 200);
    for (int i = 0; i < 8 * 8; i++) {
      picture.getRaster().setSample(i % 8, i / 8, 0, 50);
    }
    byte[] plain = jpeg(picture, false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    out.writeBytes(ORIENTATION_6);
    out.write(plain, 2, plain.length - 2);
    return out.toByteArray();
  }

  private static byte[] png(BufferedImage picture) {
    return written(picture, "png");
  }

  private static byte[] written(BufferedImage picture, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] jpeg(BufferedImage picture, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(1);
      settings.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.write(null, new IIOImage(picture, null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(SamplePicture.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Describes a decoded picture: its sizes and the values of its first and last pixel. */
  public static String text(int height, int width, int channels, float[] values) {
    StringBuilder text = new StringBuilder();
    text.append(height).append('x').append(width).append('x').append(channels);
    for (int from : new int[] {0, values.length - channels}) {
      text.append(from == 0 ? " " : " .. ");
      for (int i = from; i < from + channels; i++) {
        text.append(i == from ? "" : ",").append(Math.round(values[i] * 255));
      }
    }
    return text.toString();
  }
}
