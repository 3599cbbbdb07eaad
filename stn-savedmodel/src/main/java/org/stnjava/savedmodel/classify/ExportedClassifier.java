package org.stnjava.savedmodel.classify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stnjava.data.set.ImageOptions;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.transformer.FrontView;
import org.stnjava.savedmodel.export.Signatures;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
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
   * What one transformer did to a batch, a volume seen from the front; all arrays are row-major.
   *
   * @param theta θ, {@code [N, …]}
   * @param grid where it looked, {@code [N, H', W', 2]}, {@code (x, y)} in [−1, 1]; of a volume its
   *     middle slice
   * @param warped what it saw, {@code [N, H', W', C]}; of a volume the brightest along the depth
   * @param output the size of what it saw
   */
  public record Attention(float[] theta, float[] grid, float[] warped, ImageShape output) {}

  private final LoadedModel model;
  private final ClassifierCall call;
  private final int transformers;

  private ExportedClassifier(LoadedModel model, ClassifierCall call) {
    this.model = model;
    this.call = call;
    transformers =
        model.signatures().stream()
            .filter(signature -> signature.name().equals(Signatures.THETA))
            .mapToInt(signature -> signature.outputs().size())
            .sum();
  }

  /**
   * Loads a classifier that takes pixels in [0, 1], as those do that the toolkit wrote.
   *
   * @param folder of the SavedModel
   * @return the classifier
   * @throws IllegalArgumentException as {@link #load(Path, ImageCallOptions)}
   */
  public static ExportedClassifier load(Path folder) {
    return load(folder, ImageCallOptions.standard().withScaling(PixelScaling.UNIT));
  }

  /**
   * Loads any model with a signature that takes a batch of images as its one input and gives logits
   * or probabilities.
   *
   * @param folder of the SavedModel
   * @param options the signature, its output and the values of pixels
   * @return the classifier
   * @throws IllegalArgumentException if the folder holds no SavedModel or a broken one; or, the
   *     message beginning with {@code signature}, {@code logits} or {@code inputRange}, if the
   *     model does not classify images, or not so
   */
  public static ExportedClassifier load(Path folder, ImageCallOptions options) {
    LoadedModel model =
        LoadedModel.open(folder, Set.of(SavedModelBundle.DEFAULT_TAG), options.execution());
    try {
      return new ExportedClassifier(model, ClassifierCall.of(model, options));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** {@return what is wrong with the model's folder though it could be loaded, a line for each} */
  public List<String> warnings() {
    return model.warnings();
  }

  /**
   * The images that it takes.
   *
   * @return their size; empty if the model leaves any of height, width and channels open
   */
  public Optional<ImageShape> input() {
    List<Long> sizes = ImageInput.sizes(call.signature().image());
    return sizes.stream().allMatch(size -> size > 0)
        ? Optional.of(
            new ImageShape(
                Math.toIntExact(sizes.get(0)),
                Math.toIntExact(sizes.get(1)),
                Math.toIntExact(sizes.get(2))))
        : Optional.empty();
  }

  /**
   * How pictures become images that it takes.
   *
   * @return the size and the channels that the model declares; of what it leaves open, those of the
   *     files
   */
  public ImageOptions pictures() {
    return ImageInput.pictures(call.signature().image());
  }

  /** {@return the range of pixel values that it expects, and how it was found} */
  public InputRange range() {
    return call.range();
  }

  /** {@return the number of classes} */
  public int classes() {
    return call.signature().classes();
  }

  /** {@return the number of labels of an image} */
  public int labels() {
    return call.signature().labels();
  }

  /** {@return how many values the variables have that classify} */
  public long parameters() {
    return call.parameters();
  }

  /**
   * Classifies images.
   *
   * @param images {@code [N, H, W, C]} in [0, 1], row-major
   * @param count N
   * @return {@code [N, classes]}, or {@code [N, labels, classes]} with several labels an image,
   *     row-major; the logarithms of what a model gives as probabilities
   * @throws IllegalArgumentException if the model leaves the size of images open
   */
  public float[] logits(float[] images, int count) {
    ImageShape shape = known(images.length, count);
    ImageInput input = call.input(shape);
    return call.logits(
        count, (from, to) -> input.tensor(part(images, from * shape.size(), to * shape.size())));
  }

  /**
   * Classifies images whose pixels are bytes.
   *
   * @param pixels unsigned, {@code [N, H, W, C]}, row-major
   * @param shape of one image
   * @return as {@link #logits(float[], int)}
   * @throws IllegalArgumentException if the model takes no images of that shape
   */
  public float[] logits(byte[] pixels, ImageShape shape) {
    ImageInput input = call.input(shape);
    int size = shape.size();
    return call.logits(
        pixels.length / size,
        (from, to) -> input.tensor(Arrays.copyOfRange(pixels, from * size, to * size)));
  }

  /**
   * Requires that the model takes images of a shape.
   *
   * @param shape of one image
   * @throws IllegalArgumentException if it does not; the message begins with {@code data}
   */
  public void require(ImageShape shape) {
    call.input(shape);
  }

  private static float[] part(float[] images, int from, int to) {
    return from == 0 && to == images.length ? images : Arrays.copyOfRange(images, from, to);
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
    ImageInput input = call.input(known(images.length, count));
    try (Tensor image = input.tensor(images);
        Result thetas = call.run(Signatures.THETA, image);
        Result warps = call.run(Signatures.WARP, image)) {
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
        ClassifierCall.numbers(theta),
        view.grid(ClassifierCall.numbers(grid)),
        view.picture(ClassifierCall.numbers(warped), channels),
        new ImageShape(view.height(), view.width(), channels));
  }

  @Override
  public void close() {
    model.close();
  }

  private static TFloat32 output(Result result, String name) {
    return (TFloat32) result.get(name).orElseThrow();
  }

  private ImageShape known(int values, int count) {
    ImageShape input =
        input()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "images: expected a model that tells the size of its images but it takes "
                            + call.signature().image().typeAndShape()));
    if (values != (long) count * input.size()) {
      throw new IllegalArgumentException(
          "images: expected %d images of %dx%dx%d numbers but got %d numbers"
              .formatted(count, input.height(), input.width(), input.channels(), values));
    }
    return input;
  }
}
