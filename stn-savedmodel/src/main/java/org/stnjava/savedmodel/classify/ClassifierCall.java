package org.stnjava.savedmodel.classify;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.savedmodel.description.ModelDescription.Variable;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tune.FlattenedSignature;
import org.stnjava.savedmodel.tune.LoadedVariable;
import org.stnjava.savedmodel.tune.Tuning;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.types.TFloat32;

/**
 * Calls of a loaded model with images.
 *
 * @param model stays the caller's to close
 * @param signature that classifies
 * @param range the values of pixels
 */
record ClassifierCall(LoadedModel model, ClassifySignature signature, InputRange range) {

  /** Makes the images of a range; those after the last image are black. */
  @FunctionalInterface
  interface Part {
    Tensor tensor(int from, int to);
  }

  /**
   * Finds out how a model classifies.
   *
   * @throws IllegalArgumentException as {@link ExportedClassifier#load(java.nio.file.Path,
   *     ImageCallOptions)}
   */
  static ClassifierCall of(LoadedModel model, ImageCallOptions options) {
    ClassifySignature signature = ClassifySignature.of(model.signatures(), options);
    InputRange range =
        options
            .scaling()
            .map(scaling -> new InputRange(scaling, Optional.empty()))
            .orElseGet(
                () -> InputRange.find(model, model.signature(signature.name()), signature.image()));
    ImageValues.require(signature.image(), range.scaling());
    return new ClassifierCall(model, signature, range);
  }

  /** Finds the layout for images of a size. */
  ImageInput input(ImageShape image) {
    return ImageInput.of(signature.image(), image, range.scaling());
  }

  /**
   * How many values the variables have that the signature reads; of a graph that cannot be
   * flattened, those of all variables in the checkpoint, each key counted once.
   */
  long parameters() {
    try {
      return read().stream()
          .map(LoadedVariable::shape)
          .mapToLong(shape -> known(shape).size())
          .reduce(0, Math::addExact);
    } catch (IllegalArgumentException e) {
      return parameters(model.description().variables());
    }
  }

  /** Keras 3 has two variables with the same key for each weight. */
  static long parameters(List<Variable> variables) {
    Set<String> keys = new HashSet<>();
    return variables.stream()
        .filter(variable -> variable.key().isEmpty() || keys.add(variable.key()))
        .map(variable -> Objects.requireNonNullElse(variable.shape(), List.<Long>of()))
        .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
        .reduce(0, Math::addExact);
  }

  private List<LoadedVariable> read() {
    MetaGraphDef graph = model.bundle().metaGraphDef();
    return FlattenedSignature.of(
            graph, model.signature(signature.name()), Tuning.of(signature.name()))
        .variables();
  }

  private static Shape known(Shape shape) {
    if (shape.hasUnknownDimension()) {
      throw new IllegalArgumentException("variables: expected known shapes but got " + shape);
    }
    return shape;
  }

  /** Calls any signature that takes images in an input of the same name. */
  Result run(String name, Tensor image) {
    return model.call(name, Map.of(signature.image().name(), image));
  }

  /** Classifies {@code count} images, as many a call as the signature takes. */
  float[] logits(int count, Part images) {
    int scores = signature.labels() * signature.classes();
    int batch = Math.max(1, ImageInput.batch(signature.image(), count));
    float[] all = new float[count * scores];
    for (int from = 0; from < count; from += batch) {
      try (Tensor image = images.tensor(from, from + batch);
          Result result = run(signature.name(), image)) {
        float[] some = numbers(result.get(signature.scores()).orElseThrow());
        if (some.length != batch * scores) {
          throw new IllegalStateException(
              "signature %s: expected %d scores for %d images but %s has %d"
                  .formatted(
                      signature.name(), batch * scores, batch, signature.scores(), some.length));
        }
        System.arraycopy(some, 0, all, from * scores, Math.min(batch, count - from) * scores);
      }
    }
    return signature.logits(all);
  }

  /** Copies a tensor of floats. */
  static float[] numbers(Tensor tensor) {
    float[] numbers = new float[Math.toIntExact(tensor.shape().size())];
    if (tensor instanceof TFloat32 floats) {
      floats.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(numbers)));
      return numbers;
    }
    int next = 0;
    for (NdArray<?> scalar : ((NdArray<?>) tensor).scalars()) {
      numbers[next++] = ((Number) scalar.getObject()).floatValue();
    }
    return numbers;
  }
}
