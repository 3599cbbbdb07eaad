package org.stnjava.savedmodel.tune;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.Mode;
import org.stnjava.models.transformer.SpatialTransformer;
import org.tensorflow.Tensor;

/**
 * Which part of a loaded model is opened to be differentiated, in which form, and what is added.
 *
 * <pre>{@code
 * Tuning.of("serving_default").training()
 * Tuning.of("serving_default").behind("image", transformer)
 * Tuning.of("serving_default").withHead("logits", features, Layers.dense("digits", 10))
 * }</pre>
 *
 * @param signature the signature's name
 * @param mode {@link Mode#TRAINING} puts batch norm into training form
 * @param constants values for placeholders, by input of the signature or node of the graph, that
 *     never change: what chooses a branch or the number of rounds has to be among them
 * @param extensions what is built in Java
 */
public record Tuning(
    String signature, Mode mode, Map<String, Tensor> constants, Extensions extensions) {

  /** Takes a copy of the map. */
  public Tuning {
    Objects.requireNonNull(signature, "signature");
    Objects.requireNonNull(mode, "mode");
    constants = Map.copyOf(constants);
    Objects.requireNonNull(extensions, "extensions");
  }

  /**
   * What is built in Java around a loaded model.
   *
   * @param front before it
   * @param head behind it
   */
  public record Extensions(Optional<Front> front, Optional<Head> head) {}

  /**
   * A spatial transformer before a loaded model.
   *
   * @param input the signature's input that it reads, images {@code [N, H, W, C]} of floats
   * @param transformer gives the model {@code [N, H, W, C]} in their place
   */
  public record Front(String input, SpatialTransformer transformer) {}

  /**
   * Layers behind a loaded model.
   *
   * @param output what the new output is called; one of the signature's is replaced
   * @param features what they read: an output of the signature, or a tensor of {@link
   *     TunableModel#tensors()}
   * @param layer the layers
   */
  public record Head(String output, String features, Layer layer) {}

  /**
   * A signature as it was saved.
   *
   * @param signature its name
   * @return the whole of it, in inference form
   */
  public static Tuning of(String signature) {
    return new Tuning(
        signature, Mode.INFERENCE, Map.of(), new Extensions(Optional.empty(), Optional.empty()));
  }

  /**
   * The same with batch norm in training form, and with dropout in what is added.
   *
   * @return a copy
   */
  public Tuning training() {
    return new Tuning(signature, Mode.TRAINING, constants, extensions);
  }

  /**
   * The same with a placeholder that never changes.
   *
   * @param placeholder an input of the signature or a node of the graph
   * @param value what it is; copied when the model is opened
   * @return a copy
   */
  public Tuning with(String placeholder, Tensor value) {
    Map<String, Tensor> more = new LinkedHashMap<>(constants);
    more.put(placeholder, value);
    return new Tuning(signature, mode, more, extensions);
  }

  /**
   * The same behind a spatial transformer.
   *
   * @param input the signature's input that the transformer reads
   * @param transformer a transformer whose output is of the input's size
   * @return a copy
   */
  public Tuning behind(String input, SpatialTransformer transformer) {
    Front front = new Front(input, transformer);
    return new Tuning(
        signature, mode, constants, new Extensions(Optional.of(front), extensions.head()));
  }

  /**
   * The same with more layers.
   *
   * @param output what the new output is called
   * @param features the output of the signature, or the tensor, that the layers read
   * @param layer the layers
   * @return a copy
   */
  public Tuning withHead(String output, String features, Layer layer) {
    Head head = new Head(output, features, layer);
    return new Tuning(
        signature, mode, constants, new Extensions(extensions.front(), Optional.of(head)));
  }

  /** The same in inference form. */
  Tuning inference() {
    return new Tuning(signature, Mode.INFERENCE, constants, extensions);
  }

  /** Whether anything is built in Java. */
  boolean isExtended() {
    return extensions.front().isPresent() || extensions.head().isPresent();
  }
}
