package org.stnjava.models.classifier;

import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A classifier with any number of spatial transformers side by side on its input.
 *
 * @param name its name
 * @param input the images that it takes
 * @param before what is done to the images before anything else
 * @param transformers its transformers, of which several see the same size each
 * @param body from the transformers' outputs, concatenated on channels, or the image, to logits
 * @param classes how many classes it tells apart
 */
record TransformedClassifier(
    String name,
    ImageShape input,
    Layer before,
    List<SpatialTransformer> transformers,
    Layer body,
    int classes)
    implements Classifier {

  TransformedClassifier {
    transformers = List.copyOf(transformers);
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    Operand<TFloat32> u = before.apply(tf, scope, image);
    List<Warp> warps = transformers.stream().map(st -> st.warp(tf, scope, u)).toList();
    Operand<TFloat32> seen = seen(tf, u, warps);
    Operand<TFloat32> logits =
        body.apply(tf.withSubScope("classifier"), scope.child("classifier"), seen);
    return new Classification(logits, warps);
  }

  private static Operand<TFloat32> seen(Ops tf, Operand<TFloat32> u, List<Warp> warps) {
    return switch (warps.size()) {
      case 0 -> u;
      case 1 -> warps.get(0).v();
      default -> tf.concat(warps.stream().map(Warp::v).toList(), tf.constant(-1));
    };
  }

  /** What is left without the transformers, for what they hand over. */
  TransformedClassifier withoutTransformers() {
    ImageShape seen =
        transformers.stream()
            .findFirst()
            .map(st -> st.generator().target().size())
            .map(
                size ->
                    new ImageShape(
                        Math.toIntExact(size.get(0)),
                        Math.toIntExact(size.get(1)),
                        input.channels() * transformers.size()))
            .orElse(input);
    return new TransformedClassifier(name, seen, before, List.of(), body, classes);
  }
}
