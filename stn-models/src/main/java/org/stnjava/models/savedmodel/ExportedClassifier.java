package org.stnjava.models.savedmodel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.transformer.FrontView;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A SavedModel that classifies images, loaded to be used, <b>to be closed</b>.
 *
 * <pre>{@code
 * try (ExportedClassifier classifier = ExportedClassifier.load(Path.of("saved_models/mine/1"))) {
 *   float[] logits = classifier.logits(images, 2);
 * }
 * }</pre>
 */
public final class ExportedClassifier implements AutoCloseable {

  /**
   * What one transformer did to a batch, a volume seen from the front; the numbers are row-major.
   *
   * @param theta θ, {@code [N, …]}
   * @param grid where it looked, {@code [N, H', W', 2]}, {@code (x, y)} in [−1, 1]; of a volume its
   *     middle slice
   * @param warped what it saw, {@code [N, H', W', C]}; of a volume the brightest along the depth
   * @param output the size of what it saw
   */
  public record Attention(float[] theta, float[] grid, float[] warped, ImageShape output) {}

  private final LoadedModel model;
  private final ClassifySignature classify;
  private final int transformers;

  private ExportedClassifier(LoadedModel model, ClassifySignature classify) {
    this.model = model;
    this.classify = classify;
    transformers =
        model.signatures().stream()
            .filter(signature -> signature.name().equals(Signatures.THETA))
            .mapToInt(signature -> signature.outputs().size())
            .sum();
  }

  /**
   * Loads a classifier: one that the toolkit wrote, or any model that takes a batch of images of
   * floats and gives logits or probabilities.
   *
   * @param folder of the SavedModel
   * @return the classifier
   * @throws IllegalArgumentException if the folder holds no SavedModel, a broken one, or one that
   *     does not classify images
   */
  public static ExportedClassifier load(Path folder) {
    LoadedModel model = LoadedModel.open(folder);
    try {
      return new ExportedClassifier(model, ClassifySignature.of(folder, model.signatures()));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** {@return what is wrong with the model's folder though it could be loaded, a line for each} */
  public List<String> warnings() {
    return model.warnings();
  }

  /** {@return the images that it takes} */
  public ImageShape input() {
    return classify.input();
  }

  /** {@return how many classes it tells apart} */
  public int classes() {
    return classify.classes();
  }

  /** {@return how many things of an image it classifies} */
  public int labels() {
    return classify.labels();
  }

  /** {@return how many numbers it has learned} */
  public long parameters() {
    return model.description().variables().stream()
        .map(variable -> Objects.requireNonNullElse(variable.shape(), List.<Long>of()))
        .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
        .sum();
  }

  /**
   * Classifies images.
   *
   * @param images {@code [N, H, W, C]} in [0, 1], row-major
   * @param count N
   * @return {@code [N, classes]}, or {@code [N, labels, classes]} with several labels an image,
   *     row-major; the logarithms of what a model gives as probabilities
   */
  public float[] logits(float[] images, int count) {
    try (Tensor image = tensor(images, count);
        Result result = call(Signatures.CLASSIFY, image)) {
      return classify.logits(numbers(output(result, classify.scores())));
    }
  }

  /**
   * Shows what each transformer does to images.
   *
   * @param images {@code [N, H, W, C]} in [0, 1], row-major
   * @param count N
   * @return one entry a transformer; none if it has none
   */
  public List<Attention> attend(float[] images, int count) {
    List<Attention> all = new ArrayList<>();
    if (transformers == 0) {
      return all;
    }
    try (Tensor image = tensor(images, count);
        Result thetas = call(Signatures.THETA, image);
        Result warps = call(Signatures.WARP, image)) {
      for (int i = 0; i < transformers; i++) {
        all.add(
            seen(
                output(thetas, Signatures.numbered(Signatures.THETA, i, transformers)),
                output(warps, Signatures.numbered(Signatures.GRID, i, transformers)),
                output(warps, Signatures.numbered(Signatures.WARPED, i, transformers))));
      }
    }
    return all;
  }

  private static Attention seen(TFloat32 theta, TFloat32 grid, TFloat32 warped) {
    Shape shape = warped.shape();
    FrontView view = new FrontView(shape.subShape(1, shape.numDimensions() - 1));
    int channels = Math.toIntExact(shape.get(-1));
    return new Attention(
        numbers(theta),
        view.grid(numbers(grid)),
        view.picture(numbers(warped), channels),
        new ImageShape(view.height(), view.width(), channels));
  }

  @Override
  public void close() {
    model.close();
  }

  private Result call(String signature, Tensor image) {
    return model.call(signature, Map.of(classify.image(), image));
  }

  private TFloat32 tensor(float[] images, int count) {
    ImageShape input = classify.input();
    if (images.length != (long) count * input.size()) {
      throw new IllegalArgumentException(
          "images: expected %d images of %dx%dx%d numbers but got %d numbers"
              .formatted(count, input.height(), input.width(), input.channels(), images.length));
    }
    return TFloat32.tensorOf(
        Shape.of(count, input.height(), input.width(), input.channels()), DataBuffers.of(images));
  }

  private static TFloat32 output(Result result, String name) {
    return (TFloat32) result.get(name).orElseThrow();
  }

  private static float[] numbers(TFloat32 tensor) {
    float[] numbers = new float[Math.toIntExact(tensor.shape().size())];
    tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(numbers)));
    return numbers;
  }
}
