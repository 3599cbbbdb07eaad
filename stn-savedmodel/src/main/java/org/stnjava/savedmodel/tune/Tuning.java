package org.stnjava.savedmodel.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * Tuning.of("serving_default").behind(Front.of("image", transformer).reading(new ImageShape(40, 60, 1)))
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
   * @param fronts before it, the one that the model reads first
   * @param head behind it
   */
  public record Extensions(List<Front> fronts, Optional<Head> head) {

    /** Takes a copy of the list, and checks that all fronts lead to one input. */
    public Extensions {
      fronts = List.copyOf(fronts);
      Objects.requireNonNull(head, "head");
      for (Front front : fronts) {
        if (!front.input().equals(fronts.get(0).input())) {
          throw new IllegalArgumentException(
              "input: expected %s, before which a transformer stands already, but got %s"
                  .formatted(fronts.get(0).input(), front.input()));
        }
      }
    }
  }

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
        signature, Mode.INFERENCE, Map.of(), new Extensions(List.of(), Optional.empty()));
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
   * The same behind one spatial transformer, which reads images of the model's size; see {@link
   * #behind(Front)}.
   *
   * @param input the signature's input that the transformer reads
   * @param transformer a transformer whose output is of the input's size
   * @return a copy
   */
  public Tuning behind(String input, SpatialTransformer transformer) {
    return behind(Front.of(input, transformer));
  }

  /**
   * The same behind spatial transformers. A second call puts them before those of the first: the
   * model reads what the first ones give, and these read what the second ones give.
   *
   * @param front the transformers
   * @return a copy
   * @throws IllegalArgumentException if it is for another input than the fronts before
   */
  public Tuning behind(Front front) {
    List<Front> fronts = new ArrayList<>(extensions.fronts());
    fronts.add(front);
    return new Tuning(signature, mode, constants, new Extensions(fronts, extensions.head()));
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
        signature, mode, constants, new Extensions(extensions.fronts(), Optional.of(head)));
  }

  /**
   * The same in inference form.
   *
   * @return a copy
   */
  public Tuning inference() {
    return new Tuning(signature, Mode.INFERENCE, constants, extensions);
  }

  /** Whether anything is built in Java. */
  boolean isExtended() {
    return !extensions.fronts().isEmpty() || extensions.head().isPresent();
  }
}
