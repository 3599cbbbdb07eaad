package org.stnjava.data.set;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stnjava.data.set.PictureLoader.FiledImages;
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

  /**
   * The checksum of data up to so many bytes, as pixels, is that of their pixels, so that it does
   * not depend on how files are compressed; of more, that of the files.
   */
  private static final long HELD = 1L << 30;

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
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    long bytes = loader.bytes(train.size() + test.size());
    Supplier<Dataset> dataset =
        bytes <= Math.min(HELD, options.cacheBytes())
            ? held(name, loader)
            : filed(name, loader, new AtomicLong(options.cacheBytes()));
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
        dataset.get(), classes, Stream.of(leftOut, loader.bad()).flatMap(List::stream).toList());
  }

  private Supplier<Dataset> held(String name, PictureLoader loader) {
    LabeledImages first = loader.load(train);
    LabeledImages second = loader.load(test);
    return () -> Dataset.of(name, first, second);
  }

  private Supplier<Dataset> filed(String name, PictureLoader loader, AtomicLong room) {
    FiledImages first = loader.leave(train, room);
    FiledImages second = loader.leave(test, room);
    if (loader.bytes(first.images().size() + second.images().size()) <= HELD) {
      return () -> Dataset.of(name, first.images(), second.images());
    }
    Hasher hasher = Hashing.sha256().newHasher().putUnencodedChars(loader.toString());
    first.putInto(hasher);
    second.putInto(hasher);
    String checksum = hasher.hash().toString();
    return () -> new Dataset(name, first.images(), second.images(), checksum);
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
