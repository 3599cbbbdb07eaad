package org.stnjava.data.set;

import com.google.common.base.Suppliers;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  /**
   * The checksum of data up to so many bytes, as pixels, is that of their pixels, so that it does
   * not depend on how files are compressed; of more, that of the files.
   */
  private static final long HELD = 1L << 30;

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
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    long bytes = loader.bytes(train.size() + test.size() + validation.size());
    Supplier<Loaded> loaded =
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
        loaded.get().dataset(),
        classes,
        Stream.of(leftOut, loader.bad()).flatMap(List::stream).toList(),
        loaded.get().validation().filter(images -> images.size() > 0));
  }

  /** The images, with a checksum of those of the validation set, too. */
  private record Loaded(Dataset dataset, Optional<LabeledImages> validation) {

    static Loaded of(String name, LabeledImages... parts) {
      Dataset dataset = Dataset.of(name, parts[0], parts[1]);
      return parts[2].size() == 0
          ? new Loaded(dataset, Optional.empty())
          : new Loaded(dataset.withChecksumOf(parts[2]), Optional.of(parts[2]));
    }
  }

  private Supplier<Loaded> held(String name, PictureLoader loader) {
    LabeledImages first = loader.load(train);
    LabeledImages second = loader.load(test);
    LabeledImages third = loader.load(validation);
    return Suppliers.memoize(() -> Loaded.of(name, first, second, third));
  }

  private Supplier<Loaded> filed(String name, PictureLoader loader, AtomicLong room) {
    List<FiledImages> parts =
        Stream.of(train, test, validation).map(files -> loader.leave(files, room)).toList();
    LabeledImages[] images = parts.stream().map(FiledImages::images).toArray(LabeledImages[]::new);
    if (loader.bytes(Stream.of(images).mapToInt(LabeledImages::size).sum()) <= HELD) {
      return Suppliers.memoize(() -> Loaded.of(name, images));
    }
    Hasher hasher = Hashing.sha256().newHasher().putUnencodedChars(loader.toString());
    parts.stream().filter(part -> part.images().size() > 0).forEach(part -> part.putInto(hasher));
    Dataset dataset = new Dataset(name, images[0], images[1], hasher.hash().toString());
    return () ->
        new Loaded(dataset, Optional.of(images[2]).filter(validating -> validating.size() > 0));
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
      return ValidationSplit.Member.of(options.group(file.getFileName().toString()), labels);
    }
  }
}
