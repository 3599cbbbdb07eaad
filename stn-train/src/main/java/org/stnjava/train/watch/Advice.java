package org.stnjava.train.watch;

import java.math.BigDecimal;
import java.math.MathContext;
import org.stnjava.train.optimize.RateConfig;

/**
 * What helps, given the settings of the training.
 *
 * @param rates the settings
 */
record Advice(RateConfig rates) {

  /** The setting that lets localization networks learn more slowly. */
  String slower() {
    return rates.localizationRate() > RateConfig.CAREFUL
        ? "set localizationRate to %s (now %s)"
            .formatted(text(RateConfig.CAREFUL), text(rates.localizationRate()))
        : "set rate to %s (now %s)".formatted(text(rates.rate() / 10), text(rates.rate()));
  }

  /** The setting that lets them learn faster. */
  String faster() {
    return "set localizationRate to %s (now %s)"
        .formatted(
            text(Math.max(RateConfig.CAREFUL, 10 * rates.localizationRate())),
            text(rates.localizationRate()));
  }

  private static String text(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
