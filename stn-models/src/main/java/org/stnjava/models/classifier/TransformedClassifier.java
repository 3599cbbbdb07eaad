package org.stnjava.models.classifier;

import java.util.List;
import java.util.Optional;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A classifier with at most one spatial transformer, on its input.
 *
 * @param name its name
 * @param input the images that it takes
 * @param before what is done to the images before anything else
 * @param transformer the transformer, if it has one
 * @param body from the transformer's output, or the image, to logits
 * @param classes how many classes it tells apart
 */
record TransformedClassifier(
    String name,
    ImageShape input,
    Layer before,
    Optional<SpatialTransformer> transformer,
    Layer body,
    int classes)
    implements Classifier {

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    Operand<TFloat32> u = before.apply(tf, scope, image);
    Optional<Warp> warp = transformer.map(st -> st.warp(tf, scope, u));
    Operand<TFloat32> seen = warp.map(Warp::v).orElse(u);
    Operand<TFloat32> logits =
        body.apply(tf.withSubScope("classifier"), scope.child("classifier"), seen);
    return new Classification(logits, warp.map(List::of).orElse(List.of()));
  }

  /** What is left without the transformer, for images as the transformer hands them over. */
  TransformedClassifier withoutTransformer() {
    ImageShape seen =
        transformer
            .map(st -> st.generator().target().size())
            .map(
                size ->
                    new ImageShape(
                        Math.toIntExact(size.get(0)),
                        Math.toIntExact(size.get(1)),
                        input.channels()))
            .orElse(input);
    return new TransformedClassifier(name, seen, before, Optional.empty(), body, classes);
  }
}
