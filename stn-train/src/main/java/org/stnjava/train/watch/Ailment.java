package org.stnjava.train.watch;

import java.util.Locale;
import java.util.Optional;

/**
 * What can go wrong with a spatial transformer in training.
 *
 * <p>The bounds are wide of what healthy trainings show; docs/troubleshooting.md has the figures.
 */
enum Ailment {
  /** Numbers overflowed. */
  NOT_FINITE {
    @Override
    Optional<String> complaint(Symptoms symptoms, Advice advice) {
      return when(
          !Double.isFinite(symptoms.warp().drift()),
          "has a theta that is not finite; %s, or set clipNorm to 1".formatted(advice.slower()));
    }
  },

  /** The image becomes small in the output, or leaves it. */
  ZOOMED_OUT {
    @Override
    Optional<String> complaint(Symptoms symptoms, Advice advice) {
      double share = symptoms.warp().share(sample -> sample.outside() > HALF);
      boolean grows = symptoms.warp().mean(SampleFigures::area) > 1;
      return when(
          share >= HALF,
          "looks outside the image with %s of its points, with most of them in %s of samples: %s; %s or bound the %s"
              .formatted(
                  percent(symptoms.warp().mean(SampleFigures::outside)),
                  percent(share),
                  grows ? "zooming out" : "moving away",
                  advice.slower(),
                  grows ? "scale" : "translation"));
    }
  },

  /** The output shows a few pixels. */
  ZOOMED_IN {
    @Override
    Optional<String> complaint(Symptoms symptoms, Advice advice) {
      double share = symptoms.warp().share(sample -> sample.area() < SMALL_AREA);
      return when(
          share >= HALF,
          "looks at %s of the image in %s of samples: zooming in; %s or bound the scale"
              .formatted(
                  percent(
                      symptoms.warp().samples().stream()
                          .mapToDouble(SampleFigures::area)
                          .filter(area -> area < SMALL_AREA)
                          .average()
                          .orElse(0)),
                  percent(share),
                  advice.slower()));
    }
  },

  /** It no longer looks at its input. */
  FROZEN {
    @Override
    Optional<String> complaint(Symptoms symptoms, Advice advice) {
      WarpFigures warp = symptoms.warp();
      return when(
          symptoms.isTrained() && warp.deviation() < SAME && warp.drift() > MOVED,
          "gives all images the same theta (deviation %s): it no longer looks at its input; %s"
              .formatted(number(warp.deviation()), advice.slower()));
    }
  },

  /** It never began. */
  IDLE {
    @Override
    Optional<String> complaint(Symptoms symptoms, Advice advice) {
      WarpFigures warp = symptoms.warp();
      boolean still = warp.deviation() < SAME && warp.drift() < SAME;
      return when(
          symptoms.isTrained() && symptoms.step() >= LONG && still,
          "has not moved from the identity in %s steps (drift %s); %s"
              .formatted(Integer.toString(symptoms.step()), number(warp.drift()), advice.faster()));
    }
  },

  /** What comes after it teaches it nothing. */
  UNTAUGHT {
    @Override
    Optional<String> complaint(Symptoms symptoms, Advice advice) {
      double share = symptoms.warp().untaught();
      return when(
          symptoms.isTrained() && share >= HALF,
          ("gets no gradient from %s of samples: it looks where the image is empty, or the units"
                  + " behind it are dead; %s")
              .formatted(percent(share), advice.slower()));
    }
  },

  /** Its localization network has died. */
  DEAD {
    @Override
    Optional<String> complaint(Symptoms symptoms, Advice advice) {
      double zeros = symptoms.gradients().localizationZeros();
      return when(
          zeros >= NEARLY_ALL
              && symptoms.warp().untaught() < HALF
              && symptoms.warp().drift() > SAME,
          ("learns nothing: %s of the gradients of localization networks are 0, their units are dead;"
                  + " %s")
              .formatted(percent(zeros), advice.slower()));
    }
  },

  /** Its localization network is about to jump. */
  EXPLODING {
    @Override
    Optional<String> complaint(Symptoms symptoms, Advice advice) {
      double norm = symptoms.gradients().localizationNorm();
      return when(
          norm > LARGE_NORM,
          "has localization gradients of length %s; set clipNorm to 1, or %s"
              .formatted(number(norm), advice.slower()));
    }
  },

  /** It shows the image as in a mirror, or on top of itself. */
  FOLDED {
    @Override
    Optional<String> complaint(Symptoms symptoms, Advice advice) {
      double share = symptoms.warp().share(sample -> sample.folded() > FEW);
      return when(
          share >= HALF,
          ("turns %s of its grid over in %s of samples: it mirrors or folds the image; %s or choose a"
                  + " transform that cannot")
              .formatted(
                  percent(symptoms.warp().mean(SampleFigures::folded)),
                  percent(share),
                  advice.slower()));
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

  /** What is wrong, what helps; empty if nothing is. */
  abstract Optional<String> complaint(Symptoms symptoms, Advice advice);

  private static Optional<String> when(boolean ill, String text) {
    return ill ? Optional.of(text) : Optional.empty();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }
}
