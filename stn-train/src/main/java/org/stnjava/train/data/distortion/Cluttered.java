package org.stnjava.train.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.train.data.Canvas;
import org.stnjava.train.data.Distortion;
import org.stnjava.train.data.LabeledImages;
import org.stnjava.train.data.Placement;

/**
 * Translates images and scatters pieces of other images around them; the paper's TC, named {@code
 * tc}.
 *
 * <p>Each piece is cut anywhere from any other image and lies anywhere within the canvas; where
 * things overlap, the brighter one shows. A source of one image gives its own pieces.
 *
 * @param translated where the images go
 * @param patches how many pieces, from 0
 * @param patchSize rows and columns of a piece, at most the images'
 */
public record Cluttered(Translated translated, int patches, int patchSize) implements Distortion {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the number of pieces is below 0 or their size below 1
   */
  public Cluttered {
    if (patches < 0 || patchSize < 1) {
      throw new IllegalArgumentException(
          "patches: expected 0 or more of at least 1 pixel but got "
              + patches
              + " of "
              + patchSize);
    }
  }

  /**
   * Returns the paper's setting.
   *
   * @return six pieces of 6 x 6 pixels on 60 x 60
   */
  public static Cluttered paper() {
    return new Cluttered(Translated.paper(), 6, 6);
  }

  @Override
  public String name() {
    return "tc";
  }

  @Override
  public int height(int sourceHeight) {
    return translated.canvasHeight();
  }

  @Override
  public int width(int sourceWidth) {
    return translated.canvasWidth();
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    if (patchSize > Math.min(source.height(), source.width())) {
      throw new IllegalArgumentException(
          "patchSize: expected at most the images' %d x %d but got %d"
              .formatted(source.height(), source.width(), patchSize));
    }
    Placement placement = translated.distort(source, index, random, canvas);
    for (int i = 0; i < patches; i++) {
      int others = Math.max(1, source.size() - 1);
      int other = (index + 1 + random.nextInt(others)) % source.size();
      paste(source, other, random, canvas);
    }
    return placement;
  }

  private void paste(LabeledImages source, int other, RandomGenerator random, Canvas canvas) {
    int fromY = random.nextInt(source.height() - patchSize + 1);
    int fromX = random.nextInt(source.width() - patchSize + 1);
    int toY = random.nextInt(canvas.height() - patchSize + 1);
    int toX = random.nextInt(canvas.width() - patchSize + 1);
    int channels = source.channels();
    int from = source.offset(other) + (fromY * source.width() + fromX) * channels;
    int to = canvas.offset() + (toY * canvas.width() + toX) * channels;
    for (int row = 0; row < patchSize; row++) {
      for (int i = 0; i < patchSize * channels; i++) {
        int piece = source.pixels()[from + row * source.width() * channels + i] & 0xff;
        int at = to + row * canvas.width() * channels + i;
        canvas.pixels()[at] = (byte) Math.max(piece, canvas.pixels()[at] & 0xff);
      }
    }
  }
}
