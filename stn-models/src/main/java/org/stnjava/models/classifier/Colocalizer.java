package org.stnjava.models.classifier;

import static org.stnjava.models.layer.Layers.conv;
import static org.stnjava.models.layer.Layers.dense;
import static org.stnjava.models.layer.Layers.flatten;
import static org.stnjava.models.layer.Layers.maxPool;
import static org.stnjava.models.layer.Layers.relu;
import static org.stnjava.models.layer.Layers.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.tensorflow.types.TInt32;

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

  /**
   * How much larger than objects windows may be in the end; at first they are the whole image, as
   * windows that see no part of an object do not know where to go.
   */
  private static final float SLACK = 1.08f;

  /** Places of windows are shaken by this deviation at first, so that they come by more of them. */
  private static final float SHAKEN = 0.15f;

  /** A window at the border, 1 from the middle, costs three times the margin. */
  private static final float MIDDLE = 3;

  /** Where the two shifts stand in θ. */
  private static final int[][] AFTER_SCALE = {{0, 0}, {1, 0}};

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
    Operand<TFloat32> logits = encoder.see(tf, known, warp.v()).logits();
    List<Operand<TFloat32>> penalties =
        new ArrayList<>(options.penaltiesOf(tf, scope, List.of(warp)));
    scope
        .dropoutSeed()
        .map(Settling::new)
        .ifPresent(
            settling -> {
              Ops here = tf.withSubScope("triplet");
              Operand<TFloat32> cut = here.math.add(warp.theta(), shakes(here, image, settling));
              Operand<TFloat32> random = random(here, image, settling);
              penalties.add(
                  TripletHinge.paper()
                      .loss(
                          here,
                          embedding(here, known, image, cut),
                          embedding(here, known, image, random)));
              penalties.add(excess(here, warp.theta(), settling));
              penalties.add(distanceFromMiddle(here, warp.theta()));
            });
    return new Classification(ofObjects(tf, logits), List.of(warp), penalties);
  }

  private Operand<TFloat32> embedding(
      Ops tf, ModelScope known, Operand<TFloat32> image, Operand<TFloat32> theta) {
    Operand<TFloat32> windows = transformer().warp(tf, known, image, theta).v();
    return new DigitEncoder(object, classes()).see(tf, known, windows).embedding();
  }

  /** The logits but the last, which stands for no object. */
  private Operand<TFloat32> ofObjects(Ops tf, Operand<TFloat32> logits) {
    return tf.slice(logits, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, classes()}));
  }

  private SpatialTransformer transformer() {
    return new SpatialTransformer(
        "st0",
        LocalizationNet.regressing(FEATURES),
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

  /** How far scales are beyond what is still allowed, squared, for both axes. */
  private Operand<TFloat32> excess(Ops tf, Operand<TFloat32> theta, Settling settling) {
    float least = SLACK * scale();
    Operand<TFloat32> most =
        tf.math.add(tf.math.mul(settling.unrest(tf), tf.constant(1 - least)), tf.constant(least));
    Operand<TFloat32> scales =
        tf.slice(theta, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 1}));
    Operand<TFloat32> beyond = tf.math.sub(tf.math.mul(scales, scales), tf.math.mul(most, most));
    Operand<TFloat32> mean = tf.math.mean(tf.nn.relu(beyond), tf.constant(new int[] {0, 1}));
    return tf.math.mul(mean, tf.constant(2f));
  }

  /** Little moves of windows at random, to be added to θ. */
  private static Operand<TFloat32> shakes(Ops tf, Operand<TFloat32> image, Settling settling) {
    Operand<TFloat32> moves =
        tf.random.statelessRandomNormal(places(tf, image), settling.seed(tf, "shakes"));
    Operand<TFloat32> deviation = tf.math.mul(settling.unrest(tf), tf.constant(SHAKEN));
    return tf.pad(tf.math.mul(moves, deviation), tf.constant(AFTER_SCALE), tf.constant(0f));
  }

  /** A window of an object's size out of each image, elsewhere at each step. */
  private Operand<TFloat32> random(Ops tf, Operand<TFloat32> image, Settling settling) {
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(places(tf, image), settling.seed(tf, "random"));
    Operand<TFloat32> centers =
        tf.math.mul(tf.math.sub(uniform, tf.constant(0.5f)), tf.constant(2 * (1 - scale())));
    return tf.pad(centers, tf.constant(AFTER_SCALE), tf.constant(scale()));
  }

  /** The shape of an x and a y for each of a batch. */
  private static Operand<TInt32> places(Ops tf, Operand<TFloat32> image) {
    return tf.concat(
        List.of(tf.shape.size(image, tf.constant(0)), tf.constant(new int[] {2})), tf.constant(0));
  }
}
