package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stnjava.models.classifier.DigitEncoder.Seen;
import org.stnjava.models.layer.Layer;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.localization.LocalizationNet;
import org.stnjava.models.transformer.SpatialTransformer;
import org.stnjava.models.transformer.Warp;
import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.transform.Attention;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Finds what images have in common, without labels or boxes (the paper's section 4.4 and appendix
 * A.2): a transformer cuts a window out of each, and learns by {@link TripletHinge}, which is among
 * the penalties, that the windows be alike.
 *
 * <p>How alike they are tells an encoder, which has learned to classify single objects before; its
 * weights must be kept as they are. Its logits for the windows are those of this network, so that a
 * test tells how many of them it recognizes.
 *
 * @param options the images and the classes
 * @param object the size of an object
 * @param learned the encoder's weights by name
 */
record Colocalizer(ClassifierOptions options, ImageShape object, Map<String, float[]> learned)
    implements Classifier {

  private static final String RANDOM = "random_windows";

  /**
   * How much larger than objects windows are at first. Nearly the whole image shows which way to
   * go; windows of an object's size, most of which see little or nothing, go where there is
   * nothing.
   */
  private static final float START = 2.7f;

  /** A window at the border, 1 from the middle, costs three times the margin. */
  private static final float MIDDLE = 3;

  /** The paper's localization network for images of 84×84. */
  private static final Layer FEATURES =
      sequence(
          conv("conv", 8, 9, 4),
          relu(),
          maxPool(2),
          flatten(),
          dense("fc1", 8),
          relu(),
          dense("fc2", 8),
          relu());

  Colocalizer {
    learned = Map.copyOf(learned);
    if (!(options.transform() instanceof Attention)) {
      throw new IllegalArgumentException(
          "transform: expected attention for %s but got %s"
              .formatted(Classifiers.COLOCALIZER, options.transform().name()));
    }
    if (options.transformers() != 1) {
      throw new IllegalArgumentException(
          "transformers: expected 1 for %s but got %d"
              .formatted(Classifiers.COLOCALIZER, options.transformers()));
    }
  }

  @Override
  public String name() {
    return Classifiers.COLOCALIZER;
  }

  @Override
  public ImageShape input() {
    return options.input();
  }

  @Override
  public int classes() {
    return options.classes();
  }

  @Override
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    DigitEncoder encoder = new DigitEncoder(object, classes());
    ModelScope known = scope.continuing(learned);
    Warp warp = transformer().warp(tf, scope, image);
    Seen cut = encoder.see(tf, known, warp.v());
    List<Operand<TFloat32>> penalties =
        new ArrayList<>(options.penaltiesOf(tf, scope, List.of(warp)));
    scope
        .dropoutSeed()
        .ifPresent(
            seed -> {
              Ops here = tf.withSubScope("triplet");
              Operand<TFloat32> windows = randomWindows(here, scope, image, seed);
              Seen random = encoder.see(here, known, windows);
              penalties.add(
                  TripletHinge.paper().loss(here, cut.embedding(here), random.embedding(here)));
              penalties.add(distanceFromMiddle(here, warp.theta()));
            });
    return new Classification(cut.logits(), List.of(warp), penalties);
  }

  private SpatialTransformer transformer() {
    float start = Math.min(1, START * scale());
    return new SpatialTransformer(
        "st0",
        LocalizationNet.regressing(FEATURES, new float[] {start, 0, 0}),
        new GridGenerator(
            options.transform(), object.height(), object.width(), options.sampler().coordinates()),
        options.sampler());
  }

  /** An object's share of the image's sides. */
  private float scale() {
    return Math.max(
        (float) object.height() / input().height(), (float) object.width() / input().width());
  }

  /**
   * The squared distance of the middle of all windows of a batch from the images' middle, {@value
   * #MIDDLE} times. Objects lie anywhere; without this all windows soon go the same way, out of the
   * images, where they are all alike.
   */
  private static Operand<TFloat32> distanceFromMiddle(Ops tf, Operand<TFloat32> theta) {
    Operand<TFloat32> shifts =
        tf.slice(theta, tf.constant(new int[] {0, 1}), tf.constant(new int[] {-1, 2}));
    Operand<TFloat32> mean = tf.math.mean(shifts, tf.constant(0));
    Operand<TFloat32> squared = tf.reduceSum(tf.math.mul(mean, mean), tf.constant(0));
    return tf.math.mul(squared, tf.constant(MIDDLE));
  }

  /** A window of an object's size out of each image, elsewhere at each step. */
  private Operand<TFloat32> randomWindows(
      Ops tf, ModelScope scope, Operand<TFloat32> image, Operand<TInt64> stepSeed) {
    long own = Hashing.murmur3_128().hashString(RANDOM, StandardCharsets.UTF_8).asLong();
    Operand<TInt64> seed = tf.math.add(stepSeed, tf.constant(new long[] {own, 0}));
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(
            tf.concat(
                List.of(tf.shape.size(image, tf.constant(0)), tf.constant(new int[] {2})),
                tf.constant(0)),
            seed);
    Operand<TFloat32> centers =
        tf.math.mul(tf.math.sub(uniform, tf.constant(0.5f)), tf.constant(2 * (1 - scale())));
    Operand<TFloat32> theta =
        tf.pad(centers, tf.constant(new int[][] {{0, 0}, {1, 0}}), tf.constant(scale()));
    return transformer().warp(tf, scope, image, theta).v();
  }
}
