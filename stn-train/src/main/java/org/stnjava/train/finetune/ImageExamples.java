package org.stnjava.train.finetune;

import java.util.List;
import java.util.Map;
import org.stnjava.models.savedmodel.ModelDescription;
import org.stnjava.models.savedmodel.ModelDescription.Signature;
import org.stnjava.train.data.Batch;
import org.stnjava.train.data.BatchStream;
import org.stnjava.train.data.Distortion;
import org.stnjava.train.data.LabeledImages;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Shuffled images for the one input of a signature, distorted anew in each pass, <b>to be
 * closed</b>.
 *
 * <p>The model is given floats in [0, 1], {@code [N, H, W, 1]}.
 */
public final class ImageExamples implements Examples, AutoCloseable {

  private static final float WHITE = 255;

  private final String input;
  private final BatchStream stream;
  private final int stepsPerEpoch;

  private ImageExamples(String input, BatchStream stream, int stepsPerEpoch) {
    this.input = input;
    this.stream = stream;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  /** How images are drawn: what is done to each, how many a step, and what decides both. */
  public record Drawing(Distortion distortion, int batch, long seed) {}

  /**
   * Draws images for a signature.
   *
   * @param signature has one input, float32 {@code [N, H, W, 1]}
   * @param images at least one, of that size once they are distorted
   * @param drawing how they are drawn
   * @return before the first batch
   * @throws IllegalArgumentException if the signature takes something else, or the batch is below 1
   */
  public static ImageExamples of(Signature signature, LabeledImages images, Drawing drawing) {
    Distortion distortion = drawing.distortion();
    String input =
        input(signature, distortion.height(images.height()), distortion.width(images.width()));
    BatchStream stream =
        BatchStream.of(images, distortion, drawing.batch(), drawing.seed()).prefetched();
    return new ImageExamples(
        input, stream, (images.size() + drawing.batch() - 1) / drawing.batch());
  }

  /**
   * Makes the input of a signature of images.
   *
   * @param signature has one input, float32 {@code [N, H, W, 1]}
   * @param images of that size
   * @return tensors by input, <b>to be closed</b>
   * @throws IllegalArgumentException if the signature takes something else
   */
  public static Map<String, Tensor> inputs(Signature signature, LabeledImages images) {
    String input = input(signature, images.height(), images.width());
    return Map.of(input, tensor(images.pixels(), images.height(), images.width()));
  }

  @Override
  public Rows next() {
    Batch batch = stream.next();
    return new Rows(
        Map.of(input, tensor(batch.images(), batch.height(), batch.width())), batch.labels());
  }

  @Override
  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  @Override
  public void close() {
    stream.close();
  }

  private static Tensor tensor(byte[] pixels, int height, int width) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xff) / WHITE;
    }
    return TFloat32.tensorOf(
        Shape.of(values.length / (height * width), height, width, 1), DataBuffers.of(values));
  }

  private static String input(Signature signature, int height, int width) {
    List<ModelDescription.Tensor> inputs = signature.inputs();
    boolean fits =
        inputs.size() == 1
            && inputs.get(0).dtype().equals("float32")
            && inputs.get(0).admits(new long[] {1, height, width, 1});
    if (!fits) {
      throw new IllegalArgumentException(
          "data: images of %d x %d need a signature with one input, float32 [-1, %d, %d, 1], but %s takes %s"
              .formatted(height, width, height, width, signature.name(), described(inputs)));
    }
    return inputs.get(0).name();
  }

  private static List<String> described(List<ModelDescription.Tensor> inputs) {
    return inputs.stream().map(input -> input.name() + " " + input.typeAndShape()).toList();
  }
}
