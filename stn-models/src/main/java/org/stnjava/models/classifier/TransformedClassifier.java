package org.stnjava.models.classifier;

import java.util.List;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.transformer.ParallelTransformers;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A classifier with any number of spatial transformers side by side on its input.
 *
 * @param name its name
 * @param options the images that it takes and what it tells of them
 * @param before what is done to the images before anything else
 * @param parallel its transformers, of which several see the same size each
 * @param body from the transformers' outputs, concatenated on channels, or the image, to logits
 */
record TransformedClassifier(
    String name, ClassifierOptions options, Layer before, ParallelTransformers parallel, Layer body)
    implements Classifier {

  @Override
  public ImageShape input() {
    return options.input();
  }

  @Override
  public int labels() {
    return options.labels();
  }

  @Override
  public int classes() {
    return options.classes();
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    Operand<TFloat32> u = before.apply(tf, scope, image);
    List<Warp> warps = parallel.warp(tf, scope, u);
    Operand<TFloat32> seen = seen(tf, u, warps);
    Ops here = tf.withSubScope("classifier");
    Operand<TFloat32> logits = body.apply(here, scope.child("classifier"), seen);
    return new Classification(labels() == 1 ? logits : byLabel(here, logits), warps);
  }

  private static Operand<TFloat32> seen(Ops tf, Operand<TFloat32> u, List<Warp> warps) {
    return switch (warps.size()) {
      case 0 -> u;
      case 1 -> warps.get(0).v();
      default -> tf.concat(warps.stream().map(Warp::v).toList(), tf.constant(-1));
    };
  }

  private Operand<TFloat32> byLabel(Ops tf, Operand<TFloat32> logits) {
    return tf.reshape(logits, tf.constant(new int[] {-1, labels(), classes()}));
  }

  /** What is left without the transformers, for what they hand over. */
  TransformedClassifier withoutTransformers() {
    if (parallel.count() == 0) {
      return this;
    }
    Shape size = parallel.transformers().get(0).generator().target().size();
    ImageShape seen =
        new ImageShape(
            Math.toIntExact(size.get(0)),
            Math.toIntExact(size.get(1)),
            input().channels() * parallel.count());
    ClassifierOptions others =
        new ClassifierOptions(
            seen, labels(), classes(), options.transform(), options.sampler(), options.parallel());
    return new TransformedClassifier(
        name, others, before, ParallelTransformers.separate(List.of()), body);
  }
}
