package org.stnjava.data.distortion;

import java.util.random.RandomGenerator;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.scene.Patches;
import org.stnjava.data.scene.Placement;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * Translates images and scatters pieces of other images around them; the paper's TC, named {@code
 * tc}.
 *
 * <p>Each piece is cut anywhere from any other image and lies anywhere within the canvas; where
 * things overlap, the brighter one shows. If there is one image only, pieces are cut from it.
 *
 * @param translated where the images go
 * @param patches the pieces, at most as large as the images
 */
public record Cluttered(Translated translated, Patches patches) implements Distortion {

  /**
   * Returns the paper's setting.
   *
   * @return six pieces of 6 x 6 pixels on 60 x 60
   */
  public static Cluttered paper() {
    return new Cluttered(Translated.paper(), new Patches(6, 6));
  }

  /**
   * Returns the same with patches cut from other images than those that are distorted.
   *
   * @param pieces the images to cut patches from, at least one
   * @return a distortion of the same name
   * @throws IllegalArgumentException if there is no image
   */
  public Distortion withPatchesOf(LabeledImages pieces) {
    return new ClutteredFrom(this, pieces);
  }

  @Override
  public String name() {
    return "tc";
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    return translated.layout(source);
  }

  @Override
  public Placement distort(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    Placement placement = translated.distort(source, index, random, canvas);
    patches.paste(source, index, random, canvas);
    return placement;
  }

  /**
   * Clutters images with pieces of others than those that are distorted.
   *
   * @param clutter how
   * @param pieces what the pieces are cut from, at least one image
   */
  private record ClutteredFrom(Cluttered clutter, LabeledImages pieces) implements Distortion {

    /**
     * Checks the pieces.
     *
     * @throws IllegalArgumentException if there is no image
     */
    ClutteredFrom {
      if (pieces.size() == 0) {
        throw new IllegalArgumentException("pieces: expected at least 1 image but got none");
      }
    }

    @Override
    public String name() {
      return clutter.name();
    }

    @Override
    public ImageSpec layout(ImageSpec source) {
      return clutter.layout(source);
    }

    @Override
    public Placement distort(
        LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
      Placement placement = clutter.translated().distort(source, index, random, canvas);
      clutter.patches().pasteAny(pieces, random, canvas);
      return placement;
    }
  }
}
