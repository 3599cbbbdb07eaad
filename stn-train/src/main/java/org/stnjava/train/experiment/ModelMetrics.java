package org.stnjava.train.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * The metrics of an exported classifier on a test set.
 *
 * @param experiment the experiment's name, if the model has a card
 * @param net the classifier's name, if the model has a card
 * @param transform the transform's name, if the model has a card
 * @param parameters the number of trained parameters
 * @param steps the number of training steps, if the model has a card
 * @param images the number of test images
 * @param testError the fraction of images with any wrong label
 * @param labelError the fraction of wrong labels, where images have several
 * @param loss the mean cross entropy of their labels, nats
 * @param iou the mean intersection over union of the transformers' outlines and the objects, where
 *     those are known
 * @param success the share of the images in which every transformer found an object of its own,
 *     with an intersection over union above one half, where those are known
 */
@JsonInclude
public record ModelMetrics(
    Optional<String> experiment,
    Optional<String> net,
    Optional<String> transform,
    long parameters,
    Optional<Integer> steps,
    int images,
    double testError,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> labelError,
    double loss,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> iou,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> success) {}
