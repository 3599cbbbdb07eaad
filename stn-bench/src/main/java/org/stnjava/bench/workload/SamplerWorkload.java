package org.stnjava.bench.workload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.transform.Affine;
import org.stnjava.ops.transform.Affine3d;
import org.stnjava.ops.transform.Transform;
import org.tensorflow.ndarray.Shape;

/**
 * θ of affine warps to a grid to samples, with zeros outside and half-pixel coordinates.
 *
 * <p>The gradients are those of sum(V·R) with respect to the image and θ.
 *
 * @param name its name
 * @param pass with or without the gradients
 * @param image {@code [N, H, W, C]} or {@code [N, D, H, W, C]}
 * @param output {@code [H', W']} or {@code [D', H', W']}
 * @param kernel how pixels are weighted
 */
public record SamplerWorkload(String name, Pass pass, Shape image, Shape output, Kernel kernel)
    implements Workload {

  /** The input feature map's name. */
  public static final String IMAGE = "u";

  /** The name of the warps' parameters. */
  public static final String THETA = "theta";

  /** The name of the weights R of the sum whose gradients are taken. */
  public static final String UPSTREAM = "upstream";

  /** Waves no shorter than this many pixels: their gradient hardly jumps between pixels. */
  private static final double SHORTEST_WAVE = 12;

  /** {@return images in a batch} */
  public int batch() {
    return Math.toIntExact(image.get(0));
  }

  /** {@return what turns θ into the grid} */
  public GridGenerator generator() {
    Transform transform = output.numDimensions() == 2 ? new Affine() : new Affine3d();
    return GridGenerator.of(transform, output);
  }

  /** {@return the shape of the warps' parameters, one row an image} */
  public Shape theta() {
    int axes = output.numDimensions();
    return Shape.of(batch(), (long) axes * (axes + 1));
  }

  /** {@return the shape of V} */
  public Shape sampled() {
    return Shape.of(batch()).append(output).append(image.get(image.numDimensions() - 1));
  }

  @Override
  public String description() {
    return "%s to %s, %s".formatted(text(image), text(output), kernel.name());
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of(
        "kind",
        "sampler",
        "pass",
        pass.label(),
        "kernel",
        kernel.name(),
        "output",
        output.asArray());
  }

  /** Smooth images, rotations and scales such that some samples fall outside, and weights. */
  @Override
  public Inputs inputs(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, NpyArray> inputs = new LinkedHashMap<>();
    inputs.put(IMAGE, NpyArray.of(waves(random), image.asArray()));
    inputs.put(THETA, NpyArray.of(warps(random), theta().asArray()));
    float[] weights = new float[Math.toIntExact(sampled().size())];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble();
    }
    inputs.put(UPSTREAM, NpyArray.of(weights, sampled().asArray()));
    return new Inputs(inputs);
  }

  private float[] waves(SplittableRandom random) {
    float[] values = new float[Math.toIntExact(image.size())];
    int channels = Math.toIntExact(image.get(image.numDimensions() - 1));
    int columns = Math.toIntExact(image.get(image.numDimensions() - 2));
    int rows = Math.toIntExact(image.get(image.numDimensions() - 3));
    double steepest = 2 * Math.PI / SHORTEST_WAVE;
    for (int i = 0; i < values.length; ) {
      double along = random.nextDouble(-steepest, steepest);
      double down = random.nextDouble(-steepest, steepest);
      for (int pixel = 0; pixel < rows * columns; pixel++) {
        int row = pixel / columns;
        double phase = along * (pixel % columns) + down * row;
        for (int channel = 0; channel < channels; channel++) {
          values[i++] = (float) (0.5 + 0.5 * Math.sin(phase + channel));
        }
      }
    }
    return values;
  }

  private float[] warps(SplittableRandom random) {
    int axes = output.numDimensions();
    int row = axes + 1;
    float[] theta = new float[Math.toIntExact(theta().size())];
    for (int first = 0; first < theta.length; first += axes * row) {
      double angle = random.nextDouble(-1, 1);
      double scale = random.nextDouble(0.8, 1.2);
      theta[first] = (float) (scale * Math.cos(angle));
      theta[first + 1] = (float) (-scale * Math.sin(angle));
      theta[first + row] = -theta[first + 1];
      theta[first + row + 1] = theta[first];
      for (int axis = 0; axis < axes; axis++) {
        theta[first + axis * row + axes] = (float) random.nextDouble(-0.2, 0.2);
      }
      if (axes == 3) {
        theta[first + 2 * row + 2] = (float) scale;
      }
    }
    return theta;
  }

  private static String text(Shape shape) {
    return LongStream.of(shape.asArray()).mapToObj(Long::toString).collect(Collectors.joining("×"));
  }
}
