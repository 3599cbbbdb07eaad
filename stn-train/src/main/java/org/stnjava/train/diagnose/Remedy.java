package org.stnjava.train.diagnose;

import java.math.BigDecimal;
import java.math.MathContext;
import org.stnjava.train.optimize.RateConfig;

/**
 * Settings that cure a fault, given those of the run.
 *
 * @param rates the settings of the run
 */
record Remedy(RateConfig rates) {

  /** The setting that lowers the learning rate of localization networks. */
  String slower() {
    return rates.localizationRate() > RateConfig.CAREFUL
        ? "set localizationRate to %s (now %s)"
            .formatted(text(RateConfig.CAREFUL), text(rates.localizationRate()))
        : "set rate to %s (now %s)".formatted(text(rates.rate() / 10), text(rates.rate()));
  }

  /** The setting that raises the learning rate of localization networks. */
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
