package org.stnjava.train.graph;

import java.nio.file.Path;
import java.util.Map;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.savedmodel.export.SavedModelExporter;
import org.stnjava.train.objective.Objective;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * A network that is built in Java, with the loss to minimize.
 *
 * <p>The input is called {@link org.stnjava.data.batch.Batch#IMAGES}, {@code [N, H, W, C]}.
 *
 * @param classifier the network
 * @param objective the loss to minimize, together with the network's penalties
 * @param pixels the element type of images: {@code TUint8} in [0, 255], which the graph scales to
 *     [0, 1], or {@code TFloat32} values that the network reads as they are
 */
public record NetworkTrainable(
    Classifier classifier, Objective objective, Class<? extends TNumber> pixels)
    implements Trainable {

  /** Checks the type of pixels. */
  public NetworkTrainable {
    if (pixels != TUint8.class && pixels != TFloat32.class) {
      throw new IllegalArgumentException(
          "pixels: expected TUint8 or TFloat32 but got " + pixels.getSimpleName());
    }
  }

  /**
   * A network that reads bytes.
   *
   * @param classifier the network
   * @param objective the loss to minimize, together with the network's penalties
   * @return the trainable
   */
  public static NetworkTrainable of(Classifier classifier, Objective objective) {
    return new NetworkTrainable(classifier, objective, TUint8.class);
  }

  /**
   * A network that reads bytes and is trained by cross entropy.
   *
   * @param classifier the network
   * @return the trainable
   */
  public static NetworkTrainable of(Classifier classifier) {
    return of(classifier, Objective.crossEntropy());
  }

  @Override
  public String name() {
    return classifier.name();
  }

  @Override
  public ForwardPass forward(long seed) {
    return new NetworkForwardPass(this, seed);
  }

  @Override
  public void export(Map<String, float[]> weights, Path folder) {
    SavedModelExporter.export(classifier, weights, folder);
  }
}
