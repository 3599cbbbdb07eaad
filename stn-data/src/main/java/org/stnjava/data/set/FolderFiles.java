package org.stnjava.data.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stnjava.data.set.Raster.Region;

/**
 * The files of an image folder, still to be read.
 *
 * @param train training files
 * @param test test files
 * @param classes the names of the classes
 * @param leftOut files that are skipped, each with the reason
 */
record FolderFiles(
    List<LabeledFile> train, List<LabeledFile> test, List<String> classes, List<String> leftOut) {

  static final String TRAIN = "train";
  static final String TEST = "test";

  /** Enough names to see what is wrong, few enough for one line. */
  private static final int LISTED = 5;

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
        dataset, classes, Stream.of(leftOut, loader.bad()).flatMap(List::stream).toList());
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
  }
}
