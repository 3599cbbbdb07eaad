package org.stnjava.train.event;

import org.stnjava.train.metric.MetricRow;

/**
 * What one evaluation measured.
 *
 * @param row the row of {@code metrics.csv}
 */
public record EvaluationEnded(MetricRow row) {}
