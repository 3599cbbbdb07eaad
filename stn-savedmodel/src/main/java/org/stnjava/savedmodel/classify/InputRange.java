package org.stnjava.savedmodel.classify;

import java.util.Optional;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.proto.GraphDef;

/**
 * The range of values that a signature expects of pixels.
 *
 * @param scaling how pixels are fed
 * @param evidence the operation of the model that determines the range; empty if none does, and the
 *     range is the usual one of the input's type: 0..255 of integers, 0..1 of floats
 */
public record InputRange(PixelScaling scaling, Optional<String> evidence) {

  /**
   * Finds the range from the arithmetic at the input, such as a division by 255.
   *
   * @param model that is loaded
   * @param signature of the model
   * @param image the input that takes the images
   * @return the range
   */
  public static InputRange find(
      LoadedModel model, SignatureDescription signature, TensorDescription image) {
    return find(model.definition().getGraphDef(), signature, image)
        .filter(range -> ImageValues.holds(image.dtype(), range.scaling()))
        .orElseGet(() -> new InputRange(ImageValues.usual(image.dtype()), Optional.empty()));
  }

  private static Optional<InputRange> find(
      GraphDef graph, SignatureDescription signature, TensorDescription image) {
    try {
      return RangeFinder.find(graph, signature, image);
    } catch (IllegalArgumentException e) {
      // A graph that cannot be flattened determines no range, but may run.
      return Optional.empty();
    }
  }
}
