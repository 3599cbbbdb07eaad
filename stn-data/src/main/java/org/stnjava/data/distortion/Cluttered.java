package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.Canvas;
import org.stnjava.data.Distortion;
import org.stnjava.data.LabeledImages;
import org.stnjava.data.Placement;

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
    Checks.patches(patches, patchSize);
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
    Placement placement = translated.distort(source, index, random, canvas);
    for (int i = 0; i < patches; i++) {
      Patches.paste(source, index, patchSize, random, canvas);
    }
    return placement;
  }
}
