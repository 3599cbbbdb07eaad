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
import org.tensorflow.types.TInt64;

/**
 * Co-localization without labels or boxes (the paper's section 4.4 and appendix A.2): a transformer
 * crops a window of each image, and {@link TripletLoss}, one of the penalties, trains it to crop
 * what the images have in common.
 *
 * <p>An encoder that was trained to classify single objects embeds the windows; its weights must be
 * frozen. The logits of this network are the encoder's for the windows, so that the test error
 * counts windows without a recognized object.
 *
 * @param options its images, classes and transformer
 * @param object size of an object
 * @param learned weights of the encoder by name
 */
record Colocalizer(ClassifierOptions options, ImageShape object, Map<String, float[]> learned)
    implements ConfiguredClassifier {

  /**
   * The largest size of windows relative to objects at the end. At first windows are the whole
   * image, as windows without a part of an object have no useful gradient.
   */
  private static final float SLACK = 1.08f;

  /** The standard deviation of random shifts of windows at first, which explore more positions. */
  private static final float SHAKEN = 0.15f;

  /**
   * The penalty of a window at the border, at distance 1 from the center, is three times the
   * margin.
   */
  private static final float MIDDLE = 3;

  /** Padding that places two shifts after the scale in θ. */
  private static final int[][] AFTER_SCALE = {{0, 0}, {1, 0}};

  /** The paper's localization network for images of 84×84. */
  private static final Layer FEATURES =
      sequence(
          conv("conv", 8, 9).withStride(4),
          relu(),
          maxPool(2),
          flatten(),
          dense("fc1", 8),
          relu(),
          dense("fc2", 8),
          relu());

  /**
   * The schedule by which random shifts and the freedom of scales decay over the steps.
   *
   * @param stepSeed the run's seed and the step's number, {@code [2]}
   */
  private record Annealing(Operand<TInt64> stepSeed) {

    /** The decay ends here, late enough for windows to find objects before. */
    private static final float STEPS = 600;

    /** From 1 at the beginning to 0 at {@link #STEPS} and from there on, {@code [1]}. */
    Operand<TFloat32> temperature(Ops tf) {
      Operand<TInt64> step =
          tf.slice(stepSeed, tf.constant(new int[] {1}), tf.constant(new int[] {1}));
      Operand<TFloat32> share =
          tf.math.div(tf.dtypes.cast(step, TFloat32.class), tf.constant(STEPS));
      return tf.nn.relu(tf.math.sub(tf.constant(1f), share));
    }

    /** A seed that changes with each step, of its own for each name, {@code [2]}. */
    Operand<TInt64> seed(Ops tf, String name) {
      long own = Hashing.murmur3_128().hashString(name, StandardCharsets.UTF_8).asLong();
      return tf.math.add(stepSeed, tf.constant(new long[] {own, 0}));
    }
  }

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
  public Classification classify(Ops tf, ModelScope scope, Operand<TFloat32> image) {
    DigitEncoder encoder = new DigitEncoder(object, classes());
    ModelScope known = scope.continuing(learned);
    Warp warp = transformer().warp(tf, scope, image);
    Operand<TFloat32> logits = encoder.encode(tf, known, warp.v()).logits();
    List<Operand<TFloat32>> penalties = new ArrayList<>(penalties(tf, scope, List.of(warp)));
    scope
        .dropoutSeed()
        .map(Annealing::new)
        .ifPresent(
            annealing -> {
              Ops here = tf.withSubScope("triplet");
              Operand<TFloat32> cut = here.math.add(warp.theta(), shakes(here, image, annealing));
              Operand<TFloat32> random = random(here, image, annealing);
              penalties.add(
                  TripletLoss.paper()
                      .loss(
                          here,
                          embedding(here, known, image, cut),
                          embedding(here, known, image, random)));
              penalties.add(excess(here, warp.theta(), annealing));
              penalties.add(distanceFromMiddle(here, warp.theta()));
            });
    return new Classification(ofObjects(tf, logits), List.of(warp), penalties);
  }

  private Operand<TFloat32> embedding(
      Ops tf, ModelScope known, Operand<TFloat32> image, Operand<TFloat32> theta) {
    Operand<TFloat32> windows = transformer().warp(tf, known, image, theta).v();
    return new DigitEncoder(object, classes()).encode(tf, known, windows).embedding();
  }

  /** The logits without the last, the one of no object. */
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

  /** The size of an object relative to the image's sides. */
  private float scale() {
    return Math.max(
        (float) object.height() / input().height(), (float) object.width() / input().width());
  }

  /**
   * {@value #MIDDLE} times the squared distance of the mean center of a batch's windows from the
   * images' center. Objects lie anywhere; without this term all windows soon drift out of the
   * images in the same direction, where they are all alike.
   */
  private static Operand<TFloat32> distanceFromMiddle(Ops tf, Operand<TFloat32> theta) {
    Operand<TFloat32> shifts =
        tf.slice(theta, tf.constant(new int[] {0, 1}), tf.constant(new int[] {-1, 2}));
    Operand<TFloat32> mean = tf.math.mean(shifts, tf.constant(0));
    Operand<TFloat32> squared = tf.reduceSum(tf.math.mul(mean, mean), tf.constant(0));
    return tf.math.mul(squared, tf.constant(MIDDLE));
  }

  /** The squared excess of scales over the annealed limit, for both axes. */
  private Operand<TFloat32> excess(Ops tf, Operand<TFloat32> theta, Annealing annealing) {
    float least = SLACK * scale();
    Operand<TFloat32> most =
        tf.math.add(
            tf.math.mul(annealing.temperature(tf), tf.constant(1 - least)), tf.constant(least));
    Operand<TFloat32> scales =
        tf.slice(theta, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 1}));
    Operand<TFloat32> beyond = tf.math.sub(tf.math.mul(scales, scales), tf.math.mul(most, most));
    Operand<TFloat32> mean = tf.math.mean(tf.nn.relu(beyond), tf.constant(new int[] {0, 1}));
    return tf.math.mul(mean, tf.constant(2f));
  }

  /** Small random shifts of windows, to be added to θ. */
  private static Operand<TFloat32> shakes(Ops tf, Operand<TFloat32> image, Annealing annealing) {
    Operand<TFloat32> moves =
        tf.random.statelessRandomNormal(places(tf, image), annealing.seed(tf, "shakes"));
    Operand<TFloat32> deviation = tf.math.mul(annealing.temperature(tf), tf.constant(SHAKEN));
    return tf.pad(tf.math.mul(moves, deviation), tf.constant(AFTER_SCALE), tf.constant(0f));
  }

  /** A random window of an object's size in each image, another one at each step. */
  private Operand<TFloat32> random(Ops tf, Operand<TFloat32> image, Annealing annealing) {
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(places(tf, image), annealing.seed(tf, "random"));
    Operand<TFloat32> centers =
        tf.math.mul(tf.math.sub(uniform, tf.constant(0.5f)), tf.constant(2 * (1 - scale())));
    return tf.pad(centers, tf.constant(AFTER_SCALE), tf.constant(scale()));
  }

  /** The shape of an (x, y) for each image of a batch. */
  private static Operand<TInt32> places(Ops tf, Operand<TFloat32> image) {
    return tf.concat(
        List.of(tf.shape.size(image, tf.constant(0)), tf.constant(new int[] {2})), tf.constant(0));
  }
}
