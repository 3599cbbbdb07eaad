package org.stnjava.train.diagnose;

import java.util.Locale;
import java.util.Optional;
import org.stnjava.train.diagnose.WarpStatistics.SampleStatistics;
import org.stnjava.train.event.NetworkWatched;
import org.stnjava.train.event.WatchedGradients;

/**
 * The faults of a spatial transformer in training.
 *
 * <p>The bounds are far from the values of healthy runs; docs/troubleshooting.md has the figures.
 */
enum WarpFault {
  /** θ is not finite. */
  NOT_FINITE {
    @Override
    Optional<String> message(Diagnostics diagnostics, Remedy remedy) {
      return when(
          !Double.isFinite(diagnostics.warp().identityDistance()),
          "has a theta that is not finite; %s, or set clipNorm to 1".formatted(remedy.slower()));
    }
  },

  /** Most of the grid lies outside the image: the image is small in the output, or outside it. */
  ZOOMED_OUT {
    @Override
    Optional<String> message(Diagnostics diagnostics, Remedy remedy) {
      double share = diagnostics.warp().share(sample -> sample.outside() > HALF);
      boolean grows = diagnostics.warp().mean(SampleStatistics::area) > 1;
      return when(
          share >= HALF,
          "looks outside the image with %s of its points, with most of them in %s of samples: %s; %s or bound the %s"
              .formatted(
                  percent(diagnostics.warp().mean(SampleStatistics::outside)),
                  percent(share),
                  grows ? "zooming out" : "moving away",
                  remedy.slower(),
                  grows ? "scale" : "translation"));
    }
  },

  /** The grid covers a few pixels only. */
  ZOOMED_IN {
    @Override
    Optional<String> message(Diagnostics diagnostics, Remedy remedy) {
      double share = diagnostics.warp().share(sample -> sample.area() < SMALL_AREA);
      return when(
          share >= HALF,
          "looks at %s of the image in %s of samples: zooming in; %s or bound the scale"
              .formatted(
                  percent(
                      diagnostics.warp().samples().stream()
                          .mapToDouble(SampleStatistics::area)
                          .filter(area -> area < SMALL_AREA)
                          .average()
                          .orElse(0)),
                  percent(share),
                  remedy.slower()));
    }
  },

  /** θ has become independent of the input. */
  CONSTANT_THETA {
    @Override
    Optional<String> message(Diagnostics diagnostics, Remedy remedy) {
      WarpStatistics warp = diagnostics.warp();
      return when(
          diagnostics.isTrained()
              && warp.thetaDeviation() < SAME
              && warp.identityDistance() > MOVED,
          "gives all images the same theta (deviation %s): it no longer looks at its input; %s"
              .formatted(number(warp.thetaDeviation()), remedy.slower()));
    }
  },

  /** θ has stayed at the identity. */
  IDENTITY {
    @Override
    Optional<String> message(Diagnostics diagnostics, Remedy remedy) {
      WarpStatistics warp = diagnostics.warp();
      boolean still = warp.thetaDeviation() < SAME && warp.identityDistance() < SAME;
      return when(
          diagnostics.isTrained() && diagnostics.step() >= LONG && still,
          "has not moved from the identity in %s steps (drift %s); %s"
              .formatted(
                  Integer.toString(diagnostics.step()),
                  number(warp.identityDistance()),
                  remedy.faster()));
    }
  },

  /** The loss has no gradient with respect to θ. */
  ZERO_THETA_GRADIENT {
    @Override
    Optional<String> message(Diagnostics diagnostics, Remedy remedy) {
      double share = diagnostics.warp().zeroThetaGradient();
      return when(
          diagnostics.isTrained() && share >= HALF,
          ("gets no gradient from %s of samples: it looks where the image is empty, or the units"
                  + " behind it are dead; %s")
              .formatted(percent(share), remedy.slower()));
    }
  },

  /** The units of the localization network are dead. */
  DEAD_LOCALIZATION {
    @Override
    Optional<String> message(Diagnostics diagnostics, Remedy remedy) {
      double zeros = diagnostics.gradients().localizationZeros();
      return when(
          zeros >= NEARLY_ALL
              && diagnostics.warp().zeroThetaGradient() < HALF
              && diagnostics.warp().identityDistance() > SAME,
          ("learns nothing: %s of the gradients of localization networks are 0, their units are dead;"
                  + " %s")
              .formatted(percent(zeros), remedy.slower()));
    }
  },

  /** The gradients of the localization network explode. */
  EXPLODING_GRADIENT {
    @Override
    Optional<String> message(Diagnostics diagnostics, Remedy remedy) {
      double norm = diagnostics.gradients().localizationNorm();
      return when(
          norm > LARGE_NORM,
          "has localization gradients of length %s; set clipNorm to 1, or %s"
              .formatted(number(norm), remedy.slower()));
    }
  },

  /** The warp mirrors or folds the image. */
  FOLDED {
    @Override
    Optional<String> message(Diagnostics diagnostics, Remedy remedy) {
      double share = diagnostics.warp().share(sample -> sample.folded() > FEW);
      return when(
          share >= HALF,
          ("turns %s of its grid over in %s of samples: it mirrors or folds the image; %s or choose a"
                  + " transform that cannot")
              .formatted(
                  percent(diagnostics.warp().mean(SampleStatistics::folded)),
                  percent(share),
                  remedy.slower()));
    }
  };

  private static final double HALF = 0.5;

  /** A digit in cluttered 60×60 pixels covers 0.1 of the image at least. */
  private static final double SMALL_AREA = 0.05;

  /** Healthy transformers of digits deviate by 0.01 and more. */
  private static final double SAME = 1e-3;

  private static final double MOVED = 0.1;

  /** About an epoch of the smallest data that is built in. */
  private static final int LONG = 300;

  private static final double NEARLY_ALL = 0.95;
  private static final double LARGE_NORM = 1000;
  private static final double FEW = 0.05;

  /** Describes the fault and its remedy on one line; empty if the fault is absent. */
  abstract Optional<String> message(Diagnostics diagnostics, Remedy remedy);

  private static Optional<String> when(boolean present, String text) {
    return present ? Optional.of(text) : Optional.empty();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }

  /**
   * What a fault is diagnosed from.
   *
   * @param watched the latest measurement of the network
   * @param warp the warps of one of its transformers
   */
  record Diagnostics(NetworkWatched watched, WarpStatistics warp) {

    int step() {
      return watched.step();
    }

    WatchedGradients gradients() {
      return watched.gradients();
    }

    /** Returns whether localization networks are trained at all. */
    boolean isTrained() {
      return !Double.isNaN(gradients().localizationZeros());
    }
  }
}
