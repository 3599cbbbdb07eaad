package org.stnjava.data.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of a folder: {@code train/CLASS/*.png} and {@code test/CLASS/*.png}, or JPEG; or
 * those that the lists of CUB-200-2011 name; or those of numbers with several digits, see {@link
 * SequenceFolder}.
 *
 * <p>Without lists classes are the folders in {@code train}, numbered in the order of their names;
 * their files are taken in the order of theirs. Files whose names begin with a dot do not count.
 *
 * @param dataset the images, named after the folder
 * @param classes the names of the classes
 * @param skipped the files that were skipped, each with the reason
 * @param validation the validation set, whose images are not among the data set's; absent without
 */
public record ImageFolder(
    Dataset dataset,
    List<String> classes,
    List<String> skipped,
    Optional<LabeledImages> validation) {

  /** Takes copies of the lists. */
  public ImageFolder {
    classes = List.copyOf(classes);
    skipped = List.copyOf(skipped);
  }

  /**
   * Images without a validation set.
   *
   * @param dataset the images
   * @param classes the names of the classes
   * @param skipped the files that were skipped, each with the reason
   */
  public ImageFolder(Dataset dataset, List<String> classes, List<String> skipped) {
    this(dataset, classes, skipped, Optional.empty());
  }

  /**
   * Whether a folder looks like one of pictures.
   *
   * @param folder any path
   * @return whether there is a folder {@code train} in it, or there are the lists of CUB-200-2011
   */
  public static boolean isOne(Path folder) {
    return Files.isDirectory(folder.resolve(FolderFiles.TRAIN)) || BirdLists.areIn(folder);
  }

  /**
   * Whether the pictures of a folder show numbers of several digits.
   *
   * @param folder any path
   * @return whether there is a file of numbers beside the training pictures
   */
  public static boolean hasNumbers(Path folder) {
    return SequenceFolder.isOne(folder);
  }

  /**
   * Loads a folder of pictures, a {@code .npz} file, or else a folder of MNIST-style files.
   *
   * @param folder as for {@link #load}; or as for {@link DataDirectory}; or a file with MedMNIST's
   *     arrays {@code train_images}, {@code train_labels}, {@code test_images} and {@code
   *     test_labels}, uint8 {@code [N, H, W]}, {@code [N, H, W, 3]} or {@code [N, D, H, W]}
   * @param options the size and channels of pictures
   * @return the images; without names of classes unless they are pictures
   * @throws IllegalArgumentException if a file is missing or not as it should be; one line
   */
  public static ImageFolder open(Path folder, ImageOptions options) {
    return open(folder, options, ValidationOptions.standard().withNone());
  }

  /**
   * Loads a folder of pictures with a validation set, or else one of MNIST-style files without.
   *
   * @param folder as for {@link #load}, or as for {@link DataDirectory}
   * @param options the size and channels of pictures
   * @param validation which pictures are the validation set
   * @return the images; without names of classes if they are from MNIST-style files
   * @throws IllegalArgumentException if a file is missing or not as it should be; one line
   */
  public static ImageFolder open(Path folder, ImageOptions options, ValidationOptions validation) {
    try {
      if (isOne(folder)) {
        return load(folder, options, validation);
      }
      return ArrayArchive.isOne(folder)
          ? ArrayArchive.load(folder, validation)
          : new ImageFolder(DataDirectory.load(folder), List.of(), List.of());
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Loads all pictures.
   *
   * @param folder holds {@code train} and {@code test}, or the lists
   * @param options their size and channels
   * @return the images
   * @throws IllegalArgumentException if a folder is missing or empty, a file is bad and not to be
   *     skipped, or sizes differ and none is asked for; the message names the files
   * @throws UncheckedIOException if a folder cannot be read
   */
  public static ImageFolder load(Path folder, ImageOptions options) {
    return load(folder, options, ValidationOptions.standard().withNone());
  }

  private static ImageFolder load(Path folder, ImageOptions options, ValidationOptions validation) {
    try {
      return FolderFiles.of(folder).withValidation(folder, validation).load(folder, options);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": expected readable folders but found " + e, e);
    }
  }
}
