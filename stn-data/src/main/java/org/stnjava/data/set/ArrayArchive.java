package org.stnjava.data.set;

import com.google.common.base.Ascii;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyType;
import org.stnjava.data.npy.NpzFile;

/**
 * Reads a data set from a {@code .npz} file as MedMNIST's are: arrays {@code train_images}, {@code
 * train_labels}, {@code test_images} and {@code test_labels}.
 *
 * <p>Images are uint8 {@code [N, H, W]} (gray), {@code [N, H, W, 1]} or {@code [N, H, W, 3]}
 * (colors), or {@code [N, D, H, W]}: volumes, which become images whose channels are the depth.
 * Labels are integers, {@code [N]} or {@code [N, 1]}.
 */
final class ArrayArchive {

  private static final String SUFFIX = ".npz";

  private static final String VALIDATION = "val";

  private static final int VOLUME = 4;

  private ArrayArchive() {}

  /** Whether a path is a file of that name. */
  static boolean isOne(Path path) {
    return Files.isRegularFile(path)
        && Ascii.toLowerCase(path.getFileName().toString()).endsWith(SUFFIX);
  }

  /**
   * Reads a file, with its validation arrays unless no validation set is wanted.
   *
   * @throws IllegalArgumentException if an array is missing or not as it should be, or another
   *     validation set is asked for
   */
  static ImageFolder load(Path file, ValidationOptions options) {
    String name = file.getFileName().toString();
    Dataset dataset =
        Dataset.of(
            name.substring(0, name.length() - SUFFIX.length()),
            part(file, FolderFiles.TRAIN),
            part(file, FolderFiles.TEST));
    if (!options.isAutomatic() && options.share().orElse(1.0) > 0) {
      throw new IllegalArgumentException(
          "validation: expected %s, the arrays %s_images and %s_labels of %s, or %s, but got %s"
              .formatted(
                  ValidationOptions.AUTO,
                  VALIDATION,
                  VALIDATION,
                  name,
                  ValidationOptions.NONE,
                  options.validation()));
    }
    if (!options.isAutomatic() || !NpzFile.names(file).contains(VALIDATION + "_images")) {
      return new ImageFolder(dataset, List.of(), List.of());
    }
    LabeledImages validation = part(file, VALIDATION);
    return new ImageFolder(
        dataset.withChecksumOf(validation), List.of(), List.of(), Optional.of(validation));
  }

  private static LabeledImages part(Path file, String part) {
    String name = part + "_images";
    NpyArray images = NpzFile.read(file, name);
    long[] shape = images.shape();
    boolean isImage = shape.length == VOLUME - 1 || shape.length == VOLUME;
    if (images.type() != NpyType.UINT8 || !isImage || images.size() == 0) {
      throw new IllegalArgumentException(
          "%s: %s: expected uint8 [N, H, W], [N, H, W, 3] or, of volumes, [N, D, H, W] but got %s"
              .formatted(file, name, images));
    }
    int[] labels = labels(file, part + "_labels", shape[0]);
    int[] sides = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    boolean isVolume = shape.length == VOLUME && sides[3] != 1 && sides[3] != 3;
    return isVolume
        ? new LabeledImages(sides[2], sides[3], sides[1], depthLast(images.raw(), sides), labels)
        : new LabeledImages(
            sides[1], sides[2], shape.length == VOLUME ? sides[3] : 1, images.raw(), labels);
  }

  private static int[] labels(Path file, String name, long count) {
    NpyArray labels = NpzFile.read(file, name);
    boolean isInteger = !labels.type().isFloating();
    if (!isInteger || labels.size() != count || labels.shape()[0] != count) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s: expected a class for each image, integers [%d] or [%d, 1], but got %s",
              file,
              name,
              count,
              count,
              labels));
    }
    return Arrays.stream(labels.longs()).mapToInt(Math::toIntExact).toArray();
  }

  /** Moves the depth behind the width: {@code [N, D, H, W]} to {@code [N, H, W, D]}. */
  static byte[] depthLast(byte[] volumes, int... sides) {
    byte[] moved = new byte[volumes.length];
    int plane = sides[2] * sides[3];
    int volume = sides[1] * plane;
    for (int i = 0; i < volumes.length; i++) {
      int within = i % volume;
      moved[i - within + within % plane * sides[1] + within / plane] = volumes[i];
    }
    return moved;
  }
}
