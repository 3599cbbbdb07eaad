package org.stnjava.train.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.InputNormalization;
import org.stnjava.models.classifier.Parallel;
import org.stnjava.models.classifier.Parallel.Localization;
import org.stnjava.models.classifier.ThetaUse;
import org.stnjava.models.localization.Start;
import org.stnjava.models.transformer.Penalties;
import org.stnjava.ops.sample.Execution;

/**
 * The network of a run.
 *
 * @param net the classifier's name
 * @param transform the transform's name, for classifiers with a transformer
 * @param parameters the number of trainable parameters, as nearly as the classifier allows
 * @param transformers how many transformers there are, for classifiers with transformers; 0 for as
 *     many as the classifier usually has
 * @param localizationSize the most rows and columns that localization networks see; larger images
 *     are pooled for them
 * @param normalization of the images before the first layer
 * @param localization whether those side by side have localization networks of their own
 * @param start the initial windows of the transformers
 * @param outputSize {@code HxW} of what a transformer gives, or {@value #USUAL} for the size that
 *     the classifier usually has
 * @param theta whether the classifier also receives θ
 * @param padding what the transformer sees outside the image
 * @param execution how transformers sample while the network is trained
 * @param penalties what is added to the loss for what transformers choose
 */
public record NetworkConfig(
    String net,
    String transform,
    int parameters,
    int transformers,
    int localizationSize,
    NormalizationName normalization,
    Localization localization,
    Start start,
    String outputSize,
    ThetaUse theta,
    PaddingName padding,
    Execution execution,
    @JsonUnwrapped Penalties penalties) {

  /** The size that a classifier usually has. */
  public static final String USUAL = "usual";

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,3})x([1-9]\\d{0,3})");

  /** What a transformer sees outside its image. */
  public enum PaddingName {
    /** 0. */
    ZEROS,
    /** What a black pixel is to it, which differs from 0 where the network normalizes. */
    BACKGROUND
  }

  /** The normalization of images. */
  public enum NormalizationName {
    /** The network's default. */
    USUAL,
    /** None: pixels in [0, 1]. */
    NONE,
    /** By the mean and the deviation of each channel of the training images. */
    CHANNELS,
    /** By the mean and the deviation around each pixel. */
    LOCAL_CONTRAST
  }

  /** Checks the ranges and the size. */
  public NetworkConfig {
    if (parameters < 1) {
      throw new IllegalArgumentException("parameters: expected at least 1 but got " + parameters);
    }
    if (transformers < 0) {
      throw new IllegalArgumentException(
          "transformers: expected at least 0 but got " + transformers);
    }
    if (!outputSize.equals(USUAL) && !SIZE.matcher(outputSize).matches()) {
      throw new IllegalArgumentException(
          "outputSize: expected '%s' or HEIGHTxWIDTH, such as 32x48, but got '%s'"
              .formatted(USUAL, outputSize));
    }
  }

  /** {@return the paper's ST-CNN with one affine transformer} */
  public static NetworkConfig standard() {
    return new NetworkConfig(
        "st-cnn",
        "affine",
        ClassifierOptions.USUAL_PARAMETERS,
        0,
        ClassifierOptions.USUAL_LOCALIZATION,
        NormalizationName.USUAL,
        Localization.SEPARATE,
        Start.IDENTITY,
        USUAL,
        ThetaUse.WARP,
        PaddingName.ZEROS,
        Execution.AUTOMATIC,
        Penalties.none());
  }

  /** {@return the normalization of images, the network's own where that is wanted} */
  public InputNormalization inputNormalization() {
    return normalization == NormalizationName.USUAL
        ? Classifiers.usualNormalization(net)
        : InputNormalization.valueOf(normalization.name());
  }

  /**
   * Adds these settings to the options of a network.
   *
   * @param options size of the input and number of classes
   * @return a copy with the transformers of these settings
   */
  public ClassifierOptions appliedTo(ClassifierOptions options) {
    int number =
        transformers == 0 ? Classifiers.usualTransformers(net, options.labels()) : transformers;
    ClassifierOptions all =
        options
            .withSampler(options.sampler().withExecution(execution))
            .withParameters(parameters)
            .withLocalizationSize(localizationSize)
            .withParallel(new Parallel(number, localization, start))
            .withTheta(theta)
            .withPenalties(penalties);
    Matcher size = SIZE.matcher(outputSize);
    return size.matches()
        ? all.withOutput(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
        : all;
  }
}
