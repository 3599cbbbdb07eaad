package org.stnjava.train.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.localization.LocalizationNets;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.WatchedGradients;
import org.stnjava.train.event.WatchedTransformer;

/** What would be seen of an affine transformer that chose given θ. */
public final class Seen {

  private static final int HEIGHT = 5;
  private static final int WIDTH = 8;

  /** Gradients as a healthy training has them. */
  public static final WatchedGradients HEALTHY = new WatchedGradients(1, 0.1, 0.2);

  private Seen() {}

  /** {@return what the transformer did in one image for each θ} */
  public static WatchedTransformer transformer(PixelCoordinates coordinates, float[]... thetas) {
    GridGenerator generator = new GridGenerator(new Affine(), HEIGHT, WIDTH, coordinates);
    double[] target = generator.target().numbers();
    float[] grid = new float[thetas.length * target.length];
    float[] theta = new float[thetas.length * 6];
    float[] gradient = new float[theta.length];
    Arrays.fill(gradient, 0.1f);
    for (int i = 0; i < thetas.length; i++) {
      float[] t = thetas[i];
      System.arraycopy(t, 0, theta, i * 6, 6);
      for (int p = 0; p < target.length; p += 2) {
        int at = i * target.length + p;
        grid[at] = (float) (t[0] * target[p] + t[1] * target[p + 1] + t[2]);
        grid[at + 1] = (float) (t[3] * target[p] + t[4] * target[p + 1] + t[5]);
      }
    }
    float[] v = new float[thetas.length * HEIGHT * WIDTH];
    SpatialTransformer transformer =
        new SpatialTransformer(
            "st0",
            LocalizationNets.fullyConnected(),
            generator,
            Sampler.bilinear().withCoordinates(coordinates));
    return new WatchedTransformer(transformer, thetas.length, theta, grid, v, gradient);
  }

  /** {@return a look at a network of that transformer} */
  public static NetworkWatched network(
      int step, WatchedTransformer transformer, WatchedGradients gradients) {
    int images = transformer.images();
    LabeledImages shown = new LabeledImages(9, 7, 1, new byte[images * 9 * 7], new int[images]);
    return new NetworkWatched(step, Optional.of(shown), List.of(transformer), gradients);
  }
}
