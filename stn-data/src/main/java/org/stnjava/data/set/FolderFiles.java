package org.stnjava.data.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stnjava.data.set.Raster.Region;

/**
 * The files of an image folder, still to be read.
 *
 * @param train training files
 * @param test test files
 * @param classes the names of the classes
 * @param leftOut files that are skipped, each with the reason
 * @param validation validation files, which are not among the training files
 */
record FolderFiles(
    List<LabeledFile> train,
    List<LabeledFile> test,
    List<String> classes,
    List<String> leftOut,
    List<LabeledFile> validation) {

  static final String TRAIN = "train";
  static final String TEST = "test";

  /** Enough names to see what is wrong, few enough for one line. */
  private static final int LISTED = 5;

  /** Files without a validation set. */
  FolderFiles(
      List<LabeledFile> train, List<LabeledFile> test, List<String> classes, List<String> leftOut) {
    this(train, test, classes, leftOut, List.of());
  }

  /**
   * The same with a validation set: a folder of its own, or some of the training files.
   *
   * @throws IllegalArgumentException if there is no such folder, or no such share of the files
   */
  FolderFiles withValidation(Path folder, ValidationOptions options) throws IOException {
    Optional<Path> own = options.folderIn(folder);
    if (own.isPresent()) {
      List<String> left = new ArrayList<>(leftOut);
      return new FolderFiles(train, test, classes, left, files(own.get(), left));
    }
    BitSet chosen =
        ValidationSplit.of(
            train.stream().map(file -> file.member(options)).toList(), options.share(train.size()));
    if (chosen.isEmpty() && options.share().orElse(0.0) > 0) {
      throw new IllegalArgumentException(
          "validation: expected a share of at least one of %d training pictures, and a group left of each class, but got %s"
              .formatted(train.size(), options.validation()));
    }
    return new FolderFiles(train(i -> !chosen.get(i)), test, classes, leftOut, train(chosen::get));
  }

  private List<LabeledFile> files(Path own, List<String> left) throws IOException {
    try {
      return SequenceFolder.holdsNumbers(own)
          ? SequenceFolder.files(own, left)
          : ClassFolders.files(own, classes);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("validation: " + e.getMessage(), e);
    }
  }

  private List<LabeledFile> train(IntPredicate wanted) {
    return IntStream.range(0, train.size()).filter(wanted).mapToObj(train::get).toList();
  }

  /** Finds the files of a folder in whichever form it has. */
  static FolderFiles of(Path folder) throws IOException {
    if (SequenceFolder.isOne(folder)) {
      return SequenceFolder.list(folder);
    }
    return BirdLists.areIn(folder) ? BirdLists.read(folder) : ClassFolders.list(folder);
  }

  /**
   * Reads all of them.
   *
   * @throws IllegalArgumentException as {@link ImageFolder#load}
   */
  ImageFolder load(Path folder, ImageOptions options) {
    PictureLoader loader =
        PictureLoader.like(Stream.of(train, test).flatMap(List::stream), options);
    Dataset dataset =
        Dataset.of(
            folder.toAbsolutePath().normalize().getFileName().toString(),
            loader.load(train),
            loader.load(test));
    Optional<LabeledImages> validating =
        validation.isEmpty() ? Optional.empty() : Optional.of(loader.load(validation));
    if (!loader.bad().isEmpty() && !options.skipBadFiles()) {
      throw new IllegalArgumentException(
          "%s: expected pictures but %d %s not be read: %s; to leave them out: --set skipBadFiles=true"
              .formatted(
                  folder,
                  loader.bad().size(),
                  loader.bad().size() == 1 ? "file can" : "files can",
                  listed(loader.bad())));
    }
    return new ImageFolder(
        validating.map(dataset::withChecksumOf).orElse(dataset),
        classes,
        Stream.of(leftOut, loader.bad()).flatMap(List::stream).toList(),
        validating.filter(images -> images.size() > 0));
  }

  static String listed(List<String> names) {
    String some = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() <= LISTED ? some : some + " and " + (names.size() - LISTED) + " more";
  }

  /**
   * A picture's file with its classes.
   *
   * @param file the picture
   * @param region the part of it that counts, or all
   * @param labels the numbers of its classes, as many for each file of a set
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once; never compared.
  record LabeledFile(Path file, Optional<Region> region, int... labels) {

    /** A whole picture of one class. */
    LabeledFile(Path file, int label) {
      this(file, Optional.empty(), label);
    }

    private ValidationSplit.Member member(ValidationOptions options) {
      return new ValidationSplit.Member(
          Arrays.toString(labels), options.group(file.getFileName().toString()));
    }
  }
}
