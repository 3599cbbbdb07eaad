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

  /** Of a rate below it a network more likely learns too slowly than not at all. */
  private static final double SMALL = 3e-4;

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

  /** The setting that lets a network learn that has not begun to. */
  String otherRate() {
    double other = rates.rate() < SMALL ? 10 * rates.rate() : rates.rate() / 10;
    String rate = "set rate to %s (now %s)".formatted(text(other), text(rates.rate()));
    return rates.localizationRate() > RateConfig.CAREFUL
        ? "%s or localizationRate to %s (now %s)"
            .formatted(rate, text(RateConfig.CAREFUL), text(rates.localizationRate()))
        : rate;
  }

  private static String text(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
