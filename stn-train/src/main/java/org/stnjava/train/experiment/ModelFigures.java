package org.stnjava.train.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * How good an exported classifier is on a test set.
 *
 * @param experiment the experiment's name, if the model has a card
 * @param net the classifier's name, if the model has a card
 * @param transform the transform's name, if the model has a card
 * @param parameters how many numbers it has learned
 * @param steps how many updates were made, if the model has a card
 * @param images how many images it was tested on
 * @param testError the fraction of them of which it got any label wrong
 * @param labelError the fraction of their labels that it got wrong, where they have several
 * @param loss the mean cross entropy of their labels, nats
 * @param iou the mean intersection over union of the transformers' outlines and the objects, where
 *     those are known
 * @param success the share of the images in which every transformer found an object of its own,
 *     with an intersection over union above one half, where those are known
 */
@JsonInclude
public record ModelFigures(
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
