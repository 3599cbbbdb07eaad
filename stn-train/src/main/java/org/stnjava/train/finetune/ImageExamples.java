package org.stnjava.train.finetune;

import java.util.List;
import java.util.Map;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.BatchStream;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.savedmodel.classify.ImageInput;
import org.stnjava.savedmodel.classify.PixelScaling;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.Tensor;

/**
 * Shuffled images for the one input of a signature, distorted anew in each pass, <b>to be
 * closed</b>.
 *
 * <p>The model is fed the pixels in the shape and the type of its input, see {@link ImageInput}.
 */
public final class ImageExamples implements Examples, AutoCloseable {

  private final ImageInput input;
  private final BatchStream stream;
  private final int stepsPerEpoch;

  private ImageExamples(ImageInput input, BatchStream stream, int stepsPerEpoch) {
    this.input = input;
    this.stream = stream;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  /** How images are drawn: what is done to each, how many a step, and what decides both. */
  public record Drawing(Distortion distortion, int batch, long seed) {}

  /**
   * Draws images for a signature.
   *
   * @param signature has one input, which takes the images once they are distorted
   * @param scaling the values of pixels that it is fed
   * @param images at least one
   * @param drawing how they are drawn
   * @return before the first batch
   * @throws IllegalArgumentException if the signature takes something else, or the batch is below 1
   */
  public static ImageExamples of(
      SignatureDescription signature, PixelScaling scaling, LabeledImages images, Drawing drawing) {
    Distortion distortion = drawing.distortion();
    ImageSpec drawn = distortion.layout(images.spec());
    ImageShape shape = new ImageShape(drawn.height(), drawn.width(), drawn.channels());
    ImageInput input = ImageInput.of(place(signature), shape, scaling);
    BatchStream stream =
        BatchStream.of(images, distortion, drawing.batch(), drawing.seed()).prefetched();
    return new ImageExamples(
        input, stream, (images.size() + drawing.batch() - 1) / drawing.batch());
  }

  /**
   * Makes the input of the signature of other images.
   *
   * @param images as many pixels as those that are drawn, distorted
   * @return tensors by input, <b>to be closed</b>
   */
  public Map<String, Tensor> inputs(LabeledImages images) {
    return Map.of(input.name(), input.tensor(images.pixels()));
  }

  @Override
  public Rows next() {
    Batch batch = stream.next();
    return new Rows(Map.of(input.name(), input.tensor(batch.images())), batch.labels());
  }

  @Override
  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  @Override
  public void close() {
    stream.close();
  }

  /**
   * Finds the input that takes the images.
   *
   * @param signature of a model
   * @return its one input
   * @throws IllegalArgumentException if it has none or several
   */
  public static TensorDescription place(SignatureDescription signature) {
    List<TensorDescription> inputs = signature.requiredInputs();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "data: expected a signature with one input, for the images, but %s takes %s"
              .formatted(signature.name(), inputs.stream().map(TensorDescription::name).toList()));
    }
    return inputs.get(0);
  }
}
