package org.stnjava.data.set;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Which images are the validation set.
 *
 * @param validation {@value #AUTO}, or a share of the training images in [0, 1), or a folder of
 *     pictures in the form of {@code train}; {@value #AUTO} is the folder {@code valid} or {@code
 *     val} beside {@code train}, the arrays of that name in a file of arrays, or a tenth of the
 *     training pictures if that is at least 20, and nothing for MNIST-style files
 * @param validationGroup an expression that is found in the name of a file; its first group, or the
 *     whole match, is the name of a group of pictures of a class, such as the frames of a video,
 *     that are not separated; a file in which it is not found stands alone. By default a group has
 *     the name up to a last number, if there is another number before: {@code 00012} for {@code
 *     00012_00003.png}
 */
public record ValidationOptions(String validation, String validationGroup) {

  /** What suits the data. */
  public static final String AUTO = "auto";

  /** No validation set. */
  public static final String NONE = "0";

  private static final String FRAMES = "(.*\\d.*)[_-]\\d+\\.[^.]*$";
  private static final double USUAL_SHARE = 0.1;

  /** Fewer images say too little about a network. */
  private static final int LEAST = 20;

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d*)?([eE]-?\\d+)?|-?\\.\\d+");

  /** Checks the share and the expression. */
  public ValidationOptions {
    if (validation.isEmpty()) {
      throw new IllegalArgumentException(
          "validation: expected '%s', a share or a folder but got ''".formatted(AUTO));
    }
    if (NUMBER.matcher(validation).matches()
        && !(Double.parseDouble(validation) >= 0 && Double.parseDouble(validation) < 1)) {
      throw new IllegalArgumentException(
          "validation: expected a share of at least 0 and below 1 but got " + validation);
    }
    try {
      Pattern.compile(validationGroup);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "validationGroup: expected a regular expression but got '%s': %s"
              .formatted(validationGroup, e.getDescription()),
          e);
    }
  }

  /** {@return what suits the data, with frames of one track on one side} */
  public static ValidationOptions standard() {
    return new ValidationOptions(AUTO, FRAMES);
  }

  /** {@return the same without a validation set} */
  public ValidationOptions withNone() {
    return new ValidationOptions(NONE, validationGroup);
  }

  /** {@return whether the data decides} */
  boolean isAutomatic() {
    return validation.equals(AUTO);
  }

  /** {@return the share of the training images that was asked for; absent if none was} */
  public Optional<Double> share() {
    return NUMBER.matcher(validation).matches()
        ? Optional.of(Double.parseDouble(validation))
        : Optional.empty();
  }

  /** {@return the folder that was asked for; absent if none was} */
  public Optional<Path> folder() {
    return isAutomatic() || share().isPresent()
        ? Optional.empty()
        : Optional.of(Path.of(validation));
  }

  /** The folder of the validation pictures of a folder of pictures, if there is one. */
  Optional<Path> folderIn(Path data) {
    return isAutomatic()
        ? Stream.of("valid", "val").map(data::resolve).filter(Files::isDirectory).findFirst()
        : folder();
  }

  /** How many of the training pictures to take, as nearly as groups allow. */
  double share(int pictures) {
    double usual = USUAL_SHARE * pictures < LEAST ? 0 : USUAL_SHARE;
    return share().orElse(usual);
  }

  /** The name of the group of a file. */
  String group(String file) {
    Matcher matcher = Pattern.compile(validationGroup).matcher(file);
    if (!matcher.find()) {
      return file;
    }
    String first = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    return first == null ? file : first;
  }
}
