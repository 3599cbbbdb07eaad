package org.stnjava.train.data.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stnjava.train.data.Dataset;

/**
 * The pictures of a folder: {@code train/CLASS/*.png} and {@code test/CLASS/*.png}, or JPEG; or
 * those of numbers with several digits, see {@link SequenceFolder}.
 *
 * <p>Classes are the folders in {@code train}, numbered in the order of their names; their files
 * are taken in the order of theirs. Files whose names begin with a dot do not count.
 *
 * @param dataset the images, named after the folder
 * @param classes the names of the classes
 * @param skipped the files that were left out, with what is wrong with each
 */
public record ImageFolder(Dataset dataset, List<String> classes, List<String> skipped) {

  static final String TRAIN = "train";
  static final String TEST = "test";

  /** Takes copies of the lists. */
  public ImageFolder {
    classes = List.copyOf(classes);
    skipped = List.copyOf(skipped);
  }

  /**
   * Whether a folder looks like one of pictures.
   *
   * @param folder any path
   * @return whether there is a folder {@code train} in it
   */
  public static boolean isOne(Path folder) {
    return Files.isDirectory(folder.resolve(TRAIN));
  }

  /**
   * Whether the pictures of a folder show numbers of several digits.
   *
   * @param folder any path
   * @return whether there is a file of numbers beside the pictures to learn from
   */
  public static boolean hasNumbers(Path folder) {
    return SequenceFolder.isOne(folder);
  }

  /**
   * Loads all pictures.
   *
   * @param folder holds {@code train} and {@code test}
   * @param options their size and channels
   * @return the images
   * @throws IllegalArgumentException if a folder is missing or empty, a file is bad and not to be
   *     skipped, or sizes differ and none is asked for; the message names the files
   * @throws UncheckedIOException if a folder cannot be read
   */
  public static ImageFolder load(Path folder, ImageOptions options) {
    try {
      if (hasNumbers(folder)) {
        return SequenceFolder.load(folder, options);
      }
      List<String> classes = names(folder.resolve(TRAIN));
      List<ClassedFile> train = files(folder.resolve(TRAIN), classes);
      List<ClassedFile> test = files(folder.resolve(TEST), classes);
      return new FolderFiles(train, test, classes, List.of()).load(folder, options);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": expected readable folders but found " + e, e);
    }
  }

  private static List<String> names(Path part) throws IOException {
    if (!Files.isDirectory(part)) {
      throw new IllegalArgumentException(
          "%s: expected a folder of classes but there is none".formatted(part));
    }
    List<String> names =
        list(part, Files::isDirectory).stream().map(path -> path.getFileName().toString()).toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected a folder for each class but it has none".formatted(part));
    }
    return names;
  }

  private static List<ClassedFile> files(Path part, List<String> classes) throws IOException {
    List<ClassedFile> files = new ArrayList<>();
    for (String name : names(part)) {
      int label = classes.indexOf(name);
      if (label < 0) {
        throw new IllegalArgumentException(
            "%s: expected only classes that %s has, %s, but got '%s'"
                .formatted(part, TRAIN, FolderFiles.listed(classes), name));
      }
      for (Path file : list(part.resolve(name), path -> !Files.isDirectory(path))) {
        files.add(new ClassedFile(file, label));
      }
    }
    return files;
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> !path.getFileName().toString().startsWith(".") && wanted.test(path))
          .sorted()
          .toList();
    }
  }
}
