package org.stnjava.train.event;

import org.stnjava.train.metric.MetricRow;

/**
 * The results of one evaluation.
 *
 * @param row the row of {@code metrics.csv}
 */
public record EvaluationEnded(MetricRow row) {}
