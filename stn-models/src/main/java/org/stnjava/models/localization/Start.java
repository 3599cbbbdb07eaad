package org.stnjava.models.localization;

import java.util.List;
import java.util.stream.IntStream;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Attention;
import org.stnjava.ops.transform.Projective;
import org.stnjava.ops.transform.ThinPlateSpline;
import org.stnjava.ops.transform.Transform;
import org.stnjava.ops.transform.Translation;
import org.stnjava.ops.transform.Window;

/** The initial θ of transformers side by side. */
public enum Start {
  /** The identity for all of them, as in the paper's experiments. */
  IDENTITY {
    @Override
    float[] theta(Transform transform, Tile tile) {
      return transform.identityTheta();
    }
  },

  /**
   * Tiles that cover the image in rows, the first at the upper left.
   *
   * <p>The number of columns is the square root of the number of transformers, rounded up: two
   * transformers read the left and the right half, four the quarters, and three all quarters but
   * the lower right one.
   */
  TILES {
    @Override
    float[] theta(Transform transform, Tile tile) {
      if (transform instanceof Affine) {
        return new float[] {tile.width, 0, tile.x, 0, tile.height, tile.y};
      }
      if (transform instanceof Projective) {
        return new float[] {tile.width, 0, tile.x, 0, tile.height, tile.y, 0, 0};
      }
      if (transform instanceof Attention) {
        return new float[] {Math.min(tile.width, tile.height), tile.x, tile.y};
      }
      if (transform instanceof Translation || transform instanceof Window) {
        return new float[] {tile.x, tile.y};
      }
      if (transform instanceof ThinPlateSpline) {
        return controlPoints(transform.identityTheta(), tile);
      }
      throw new IllegalArgumentException(
          "start: expected identity for %s, which has no tiles".formatted(transform.name()));
    }
  };

  /**
   * Returns the initial θ of each transformer.
   *
   * @param transform of all of them; for tiles affine, projective, attention (the largest square
   *     window within a tile), translation or window (a tile's center) or a thin plate spline,
   *     unless there is only one
   * @param transformers number of transformers, at least 1
   * @return θ of each, row-major, as long as the identity's
   * @throws IllegalArgumentException if the transform has no tiles
   */
  public List<float[]> thetas(Transform transform, int transformers) {
    return IntStream.range(0, transformers)
        .mapToObj(
            i ->
                transformers == 1
                    ? transform.identityTheta()
                    : theta(transform, Tile.of(i, transformers)))
        .toList();
  }

  abstract float[] theta(Transform transform, Tile tile);

  private static float[] controlPoints(float[] identity, Tile tile) {
    float[] theta = new float[identity.length];
    for (int i = 0; i < theta.length; i += 2) {
      theta[i] = tile.width * identity[i] + tile.x;
      theta[i + 1] = tile.height * identity[i + 1] + tile.y;
    }
    return theta;
  }

  /** The center and half the sides of a tile of [−1, 1]². */
  record Tile(float x, float y, float width, float height) {

    static Tile of(int index, int count) {
      int columns = (int) Math.ceil(Math.sqrt(count));
      int rows = (count + columns - 1) / columns;
      return new Tile(
          center(index % columns, columns), center(index / columns, rows), 1f / columns, 1f / rows);
    }

    private static float center(int index, int count) {
      return (2f * index + 1) / count - 1;
    }
  }
}
