package org.stnjava.bench.workload;

import com.google.common.base.Ascii;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.stnjava.data.glyph.Glyphs;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weight;
import org.stnjava.models.layer.Weights;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.train.loop.TrainConfig;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A whole network: a training step on a batch of bytes, or inference on floats.
 *
 * @param network which
 * @param pass {@link Pass#BOTH} for a training step, {@link Pass#FORWARD} for inference
 * @param batch images at once
 */
public record NetworkWorkload(Network network, Pass pass, int batch) implements Workload {

  /** The images' name, {@code [N, H, W, 1]}: bytes for training, floats in [0, 1] for inference. */
  public static final String IMAGES = "images";

  /** The name of the classes, {@code [N]}. */
  public static final String LABELS = "labels";

  private static final float WHITE = 255;

  /** Moves the transformers of networks that only infer away from the identity. */
  private static final double SHAKE = 0.05;

  /** {@return the same without the transformer, if there is one} */
  public Optional<NetworkWorkload> withoutTransformer() {
    return network.withoutTransformer().map(plain -> new NetworkWorkload(plain, pass, batch));
  }

  @Override
  public String name() {
    return "%s-%s-%d".formatted(network.label(), pass == Pass.BOTH ? "train" : "infer", batch);
  }

  @Override
  public String description() {
    ImageShape input = input();
    return "%d×%d×%d×1, %s"
        .formatted(
            batch,
            input.height(),
            input.width(),
            pass == Pass.BOTH ? "training step" : "inference");
  }

  @Override
  public Map<String, Object> settings() {
    TrainConfig config = network.config(batch, 0);
    return Map.of(
        "kind", "network",
        "pass", pass.label(),
        "network", network.label(),
        "optimizer", Ascii.toLowerCase(config.rule().optimizer().name()),
        "rate", config.rates().rate(),
        "repeatable", !network.isRandom());
  }

  @Override
  public Inputs inputs(long seed) {
    ImageShape input = input();
    LabeledImages glyphs = Glyphs.images(batch, seed);
    byte[] pixels = framed(glyphs, input);
    Shape shape = Shape.of(batch, input.height(), input.width(), 1);
    Map<String, NpyArray> inputs = new LinkedHashMap<>();
    inputs.put(
        IMAGES,
        pass == Pass.BOTH
            ? NpyArray.ofBytes(pixels, NpyType.UINT8, shape.asArray())
            : NpyArray.of(fractions(pixels), shape.asArray()));
    inputs.put(LABELS, NpyArray.of(glyphs.labels(), batch));
    inputs.putAll(weights(seed));
    return new Inputs(inputs);
  }

  /** Digits in the middle of black images: what networks see has few values and much background. */
  private static byte[] framed(LabeledImages glyphs, ImageShape input) {
    byte[] pixels = new byte[glyphs.size() * input.size()];
    int top = (input.height() - Glyphs.SIZE) / 2;
    int left = (input.width() - Glyphs.SIZE) / 2;
    for (int image = 0; image < glyphs.size(); image++) {
      for (int row = 0; row < Glyphs.SIZE; row++) {
        System.arraycopy(
            glyphs.pixels(),
            (image * Glyphs.SIZE + row) * Glyphs.SIZE,
            pixels,
            image * input.size() + (top + row) * input.width() + left,
            Glyphs.SIZE);
      }
    }
    return pixels;
  }

  /**
   * Makes the weights that a training of this seed starts with; of a network that only infers they
   * are shaken.
   *
   * @param seed decides them
   * @return values by name
   */
  public Map<String, NpyArray> weights(long seed) {
    Map<String, NpyArray> values = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    try (Graph graph = new Graph()) {
      Weights weights = new Weights(graph, seed);
      ImageShape input = input();
      Shape any = Shape.of(-1, input.height(), input.width(), 1);
      Ops tf = Ops.create(graph);
      network
          .classifier(Sampler.bilinear())
          .classify(
              tf,
              ModelScope.inference(weights),
              tf.placeholder(TFloat32.class, Placeholder.shape(any)));
      for (Weight weight : weights.all()) {
        float[] numbers = weight.initial().clone();
        for (int i = 0; pass == Pass.FORWARD && i < numbers.length; i++) {
          numbers[i] += (float) random.nextDouble(-SHAKE, SHAKE);
        }
        values.put(weight.name(), NpyArray.of(numbers, weight.shape().asArray()));
      }
    }
    return values;
  }

  private ImageShape input() {
    return network.classifier(Sampler.bilinear()).input();
  }

  private static float[] fractions(byte[] pixels) {
    float[] fractions = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      fractions[i] = Byte.toUnsignedInt(pixels[i]) / WHITE;
    }
    return fractions;
  }
}
