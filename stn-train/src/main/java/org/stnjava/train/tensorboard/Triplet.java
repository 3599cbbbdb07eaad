package org.stnjava.train.tensorboard;

import com.google.protobuf.ByteString;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.train.event.WatchedTransformer;
import org.tensorflow.proto.Summary;

/** One image, the same with the border of what a transformer looks at, and what it saw there. */
final class Triplet {

  private static final int SIDE = 112;
  private static final int GAP = 4;
  private static final int RGB = 3;
  private static final float WHITE = 255;
  private static final Color OUTLINE = new Color(0xff8000);

  private Triplet() {}

  static Summary.Image of(LabeledImages images, WatchedTransformer transformer, int index) {
    BufferedImage picture = new BufferedImage(3 * SIDE + 2 * GAP, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    try {
      BufferedImage input = input(images, index);
      graphics.drawImage(input, 0, 0, SIDE, SIDE, null);
      graphics.drawImage(output(transformer, index), 2 * (SIDE + GAP), 0, SIDE, SIDE, null);
      graphics.translate(SIDE + GAP, 0);
      graphics.clipRect(0, 0, SIDE, SIDE);
      graphics.drawImage(input, 0, 0, SIDE, SIDE, null);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setColor(OUTLINE);
      graphics.setStroke(new BasicStroke(2));
      graphics.draw(outline(transformer, index));
    } finally {
      graphics.dispose();
    }
    return Summary.Image.newBuilder()
        .setWidth(picture.getWidth())
        .setHeight(picture.getHeight())
        .setColorspace(RGB)
        .setEncodedImageString(png(picture))
        .build();
  }

  private static BufferedImage input(LabeledImages images, int index) {
    int height = images.height();
    int width = images.width();
    byte[] pixels = images.image(index);
    int channels = pixels.length / (height * width);
    float[] gray = new float[height * width];
    for (int i = 0; i < pixels.length; i++) {
      gray[i / channels] += Byte.toUnsignedInt(pixels[i]);
    }
    return gray(height, width, gray);
  }

  private static BufferedImage output(WatchedTransformer transformer, int index) {
    int height = height(transformer);
    int width = width(transformer);
    float[] v = transformer.v();
    int channels = v.length / (transformer.images() * height * width);
    float[] mean = new float[height * width];
    for (int i = 0; i < mean.length * channels; i++) {
      mean[i / channels] += v[index * mean.length * channels + i];
    }
    return gray(height, width, mean);
  }

  /** From the least value, black, to the largest, white. */
  private static BufferedImage gray(int height, int width, float[] values) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      int level = high > low ? Math.round(WHITE * (values[i] - low) / (high - low)) : 0;
      image.setRGB(i % width, i / width, new Color(level, level, level).getRGB());
    }
    return image;
  }

  private static Path2D outline(WatchedTransformer transformer, int index) {
    int height = height(transformer);
    int width = width(transformer);
    Path2D path = new Path2D.Double();
    int border = 2 * (height + width - 2);
    for (int i = 0; i < border; i++) {
      int along = i % (height + width - 2);
      boolean first = i == along;
      int column = Math.min(along, width - 1);
      int row = along - column;
      int point = first ? row * width + column : (height - 1 - row) * width + (width - 1 - column);
      int at = (index * height * width + point) * 2;
      double x = (transformer.grid()[at] + 1) / 2 * SIDE;
      double y = (transformer.grid()[at + 1] + 1) / 2 * SIDE;
      if (Double.isFinite(x) && Double.isFinite(y)) {
        if (path.getCurrentPoint() == null) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
    }
    if (path.getCurrentPoint() != null) {
      path.closePath();
    }
    return path;
  }

  private static int height(WatchedTransformer transformer) {
    return (int) transformer.transformer().generator().target().size().get(0);
  }

  private static int width(WatchedTransformer transformer) {
    return (int) transformer.transformer().generator().target().size().get(1);
  }

  private static ByteString png(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // A stream of our own: ImageIO would otherwise put a cache file into the temporary folder.
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture cannot be encoded as PNG", e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }
}
