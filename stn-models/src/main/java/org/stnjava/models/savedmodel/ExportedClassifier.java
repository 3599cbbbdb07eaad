package org.stnjava.models.savedmodel;

import com.google.common.primitives.Longs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.stnjava.models.classifier.ImageShape;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A classifier that {@link SavedModelExporter} wrote, loaded to be used, <b>to be closed</b>.
 *
 * <pre>{@code
 * try (ExportedClassifier classifier = ExportedClassifier.load(Path.of("saved_models/mine/1"))) {
 *   float[] logits = classifier.logits(images, 2);
 * }
 * }</pre>
 */
public final class ExportedClassifier implements AutoCloseable {

  /**
   * What one transformer did to a batch; the numbers are row-major.
   *
   * @param theta θ, {@code [N, …]}
   * @param grid where it looked, {@code [N, H', W', 2]}, {@code (x, y)} in [−1, 1]
   * @param warped what it saw, {@code [N, H', W', C]}
   * @param output the size of what it saw
   */
  public record Attention(float[] theta, float[] grid, float[] warped, ImageShape output) {}

  private final SavedModelBundle bundle;
  private final ImageShape input;
  private final int classes;
  private final int transformers;
  private final long parameters;

  private ExportedClassifier(
      SavedModelBundle bundle, ImageShape input, int classes, int transformers, long parameters) {
    this.parameters = parameters;
    this.bundle = bundle;
    this.input = input;
    this.classes = classes;
    this.transformers = transformers;
  }

  /**
   * Loads a classifier.
   *
   * @param folder of the SavedModel
   * @return the classifier
   * @throws IllegalArgumentException if the folder holds no SavedModel, a broken one, or one that
   *     does not classify images
   */
  public static ExportedClassifier load(Path folder) {
    ModelDescription.MetaGraph graph =
        SavedModelInspector.inspect(folder, Set.of(SavedModelBundle.DEFAULT_TAG))
            .metaGraphs()
            .get(0);
    List<ModelDescription.Signature> signatures = graph.signatures();
    List<Long> image = shape(folder, signatures, Signatures.CLASSIFY, SavedModelExporter.IMAGE, 4);
    List<Long> logits = shape(folder, signatures, Signatures.CLASSIFY, Signatures.LOGITS, 2);
    int transformers =
        signatures.stream()
            .filter(signature -> signature.name().equals(Signatures.THETA))
            .mapToInt(signature -> signature.outputs().size())
            .sum();
    return new ExportedClassifier(
        loadBundle(folder),
        imageShape(image),
        Math.toIntExact(logits.get(1)),
        transformers,
        parameters(graph.variables()));
  }

  private static SavedModelBundle loadBundle(Path folder) {
    try {
      return SavedModelBundle.load(folder.toString());
    } catch (TensorFlowException e) {
      throw new IllegalArgumentException(
          "%s: expected a SavedModel with whole weights but TensorFlow cannot load it: %s"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** The shape of an input or output, all its sizes but the first known. */
  private static List<Long> shape(
      Path folder,
      List<ModelDescription.Signature> signatures,
      String signatureName,
      String tensorName,
      int rank) {
    return signatures.stream()
        .filter(signature -> signature.name().equals(signatureName))
        .flatMap(
            signature -> Stream.concat(signature.inputs().stream(), signature.outputs().stream()))
        .filter(tensor -> tensor.name().equals(tensorName))
        .map(tensor -> Objects.requireNonNullElse(tensor.shape(), List.<Long>of()))
        .filter(shape -> shape.size() == rank && shape.stream().skip(1).allMatch(n -> n > 0))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: expected a classifier, with %s of rank %d in its signature %s, but it has the signatures %s"
                        .formatted(
                            folder,
                            tensorName,
                            rank,
                            signatureName,
                            signatures.stream().map(ModelDescription.Signature::name).toList())));
  }

  private static long parameters(List<ModelDescription.Variable> variables) {
    return variables.stream()
        .map(variable -> Objects.requireNonNullElse(variable.shape(), List.<Long>of()))
        .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
        .sum();
  }

  private static ImageShape imageShape(List<Long> shape) {
    return new ImageShape(
        Math.toIntExact(shape.get(1)),
        Math.toIntExact(shape.get(2)),
        Math.toIntExact(shape.get(3)));
  }

  /** {@return the images that it takes} */
  public ImageShape input() {
    return input;
  }

  /** {@return how many classes it tells apart} */
  public int classes() {
    return classes;
  }

  /** {@return how many numbers it has learned} */
  public long parameters() {
    return parameters;
  }

  /**
   * Classifies images.
   *
   * @param images {@code [N, H, W, C]} in [0, 1], row-major
   * @param count N
   * @return {@code [N, classes]}, row-major
   */
  public float[] logits(float[] images, int count) {
    try (Tensor image = tensor(images, count);
        Result result = call(Signatures.CLASSIFY, image)) {
      return numbers(output(result, Signatures.LOGITS));
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
        TFloat32 warped = output(warps, Signatures.numbered(Signatures.WARPED, i, transformers));
        all.add(
            new Attention(
                numbers(output(thetas, Signatures.numbered(Signatures.THETA, i, transformers))),
                numbers(output(warps, Signatures.numbered(Signatures.GRID, i, transformers))),
                numbers(warped),
                imageShape(Longs.asList(warped.shape().asArray()))));
      }
    }
    return all;
  }

  @Override
  public void close() {
    bundle.close();
  }

  private Result call(String signature, Tensor image) {
    return bundle.function(signature).call(Map.of(SavedModelExporter.IMAGE, image));
  }

  private TFloat32 tensor(float[] images, int count) {
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
