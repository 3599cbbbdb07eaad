package org.stnjava.train.finetune;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.savedmodel.classify.ImageInput;
import org.stnjava.savedmodel.classify.PixelScaling;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.stnjava.train.loop.TrainingData;
import org.tensorflow.Tensor;

/**
 * Labeled images for the one input of a signature, in the shape and the type that it takes; see
 * {@link ImageInput}.
 *
 * @param input the signature's input
 * @param train images to learn from, distorted anew in each epoch
 * @param distortion what is done to them
 * @param test images to evaluate on, distorted once
 */
public record ModelImages(
    ImageInput input, LabeledImages train, Distortion distortion, LabeledImages test)
    implements TrainingData {

  /**
   * Fits images to a signature.
   *
   * @param signature has one input, which takes the images once they are distorted
   * @param scaling the values of pixels that it is fed
   * @param train images to learn from, at least one
   * @param distortion what is done to each image
   * @return the data, without test images
   * @throws IllegalArgumentException if the signature takes something else
   */
  public static ModelImages of(
      SignatureDescription signature,
      PixelScaling scaling,
      LabeledImages train,
      Distortion distortion) {
    ImageSpec drawn = distortion.layout(train.spec());
    ImageShape shape = new ImageShape(drawn.height(), drawn.width(), drawn.channels());
    LabeledImages none = train.slice(0, 0);
    return new ModelImages(
        ImageInput.of(place(signature), shape, scaling), train, distortion, none);
  }

  /**
   * The same with test images.
   *
   * @param images as they are; distorted once
   * @param seed of their distortions
   * @return a copy
   */
  public ModelImages withTest(LabeledImages images, long seed) {
    return new ModelImages(
        input, train, distortion, DistortedImages.distortAll(images, distortion, seed).images());
  }

  /**
   * The same with test images.
   *
   * @param images of the distortion's size, evaluated as they are
   * @return a copy
   */
  public ModelImages withUndistortedTest(LabeledImages images) {
    return new ModelImages(input, train, distortion, images);
  }

  @Override
  public Batches batches(int batchSize, long seed) {
    return Batches.of(train, distortion, batchSize, seed).map(this::fitted);
  }

  /** {@return the test images for the signature} */
  @Override
  public Examples testSet() {
    Examples images = Examples.of(test);
    return new Examples() {
      @Override
      public int size() {
        return images.size();
      }

      @Override
      public Batch take(int... rows) {
        return fitted(images.take(rows));
      }
    };
  }

  private Batch fitted(Batch images) {
    ByteBuffer bytes = ((NpyArray) images.input(Batch.IMAGES)).bytes();
    byte[] pixels = new byte[bytes.remaining()];
    bytes.get(pixels);
    try (Tensor tensor = input.tensor(pixels)) {
      return new Batch(Map.of(input.name(), NpyTensors.array(tensor)), images.targets());
    }
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
