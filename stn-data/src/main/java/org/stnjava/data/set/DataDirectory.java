package org.stnjava.data.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Loads a folder of MNIST-style files.
 *
 * <p>Each of the four files may be compressed or not, and may have MNIST's own name ({@code
 * train-images-idx3-ubyte.gz}, {@code t10k-labels-idx1-ubyte}) or one such as {@code
 * cluttered40_test_images.idx.gz}.
 */
public final class DataDirectory {

  /** Enough names to see what kind of folder it is, few enough for one line. */
  private static final int LISTED = 8;

  private static final int DIGITS = 10;

  private DataDirectory() {}

  /** The four files. */
  private enum Role {
    TRAIN_IMAGES("train", "images", 3),
    TRAIN_LABELS("train", "labels", 1),
    TEST_IMAGES("t10k|test", "images", 3),
    TEST_LABELS("t10k|test", "labels", 1);

    private final Pattern name;
    private final String example;

    Role(String part, String kind, int axes) {
      this.name =
          Pattern.compile(
              "(.*[-_.])?(" + part + ")[-_.]" + kind + "[-_.]idx(" + axes + "-ubyte)?(\\.gz)?");
      this.example = part.split("\\|", -1)[0] + "-" + kind + "-idx" + axes + "-ubyte[.gz]";
    }
  }

  /**
   * Loads a folder of the digits 0 to 9.
   *
   * @param folder holds the four files
   * @return the data set, named after the folder
   * @throws UncheckedIOException as {@link #load(Path, int)}
   */
  public static Dataset load(Path folder) {
    return load(folder, DIGITS);
  }

  /**
   * Loads a folder of images of any classes.
   *
   * @param folder holds the four files
   * @param classes how many classes there are; labels go from 0 to {@code classes - 1}
   * @return the data set, named after the folder
   * @throws UncheckedIOException if the folder or a file is missing or not as it should be; the
   *     message is one line
   */
  public static Dataset load(Path folder, int classes) {
    List<String> names = names(folder);
    checkComplete(folder, names);
    LabeledImages train =
        IdxFile.read(
            choose(folder, names, Role.TRAIN_IMAGES),
            choose(folder, names, Role.TRAIN_LABELS),
            classes);
    LabeledImages test =
        IdxFile.read(
            choose(folder, names, Role.TEST_IMAGES),
            choose(folder, names, Role.TEST_LABELS),
            classes);
    if (train.height() != test.height() || train.width() != test.width()) {
      throw IdxFile.refuse(
          folder,
          "expected test images of %d x %d, as in training, but found %d x %d"
              .formatted(train.height(), train.width(), test.height(), test.width()));
    }
    return Dataset.of(folder.toAbsolutePath().normalize().getFileName().toString(), train, test);
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw IdxFile.refuse(
          folder,
          "expected a folder of idx files but found "
              + (Files.exists(folder) ? "a file" : "nothing"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw IdxFile.refuse(folder, "expected a readable folder but found " + e);
    }
  }

  private static void checkComplete(Path folder, List<String> names) {
    List<String> missing = new ArrayList<>();
    for (Role role : Role.values()) {
      if (candidates(names, role).isEmpty()) {
        missing.add(role.example);
      }
    }
    if (!missing.isEmpty()) {
      throw IdxFile.refuse(
          folder, "missing " + String.join(", ", missing) + "; found " + listed(names));
    }
  }

  private static List<String> candidates(List<String> names, Role role) {
    return names.stream().filter(name -> role.name.matcher(name).matches()).toList();
  }

  /** Takes the plain file where the same name stands there compressed too. */
  private static Path choose(Path folder, List<String> names, Role role) {
    List<String> found = candidates(names, role);
    String first = found.get(0);
    for (String other : found) {
      if (!other.equals(first) && !other.equals(first + ".gz")) {
        throw IdxFile.refuse(
            folder, "expected one " + role.example + " but found " + String.join(", ", found));
      }
    }
    return folder.resolve(first);
  }

  private static String listed(List<String> names) {
    if (names.isEmpty()) {
      return "an empty folder";
    }
    String shown = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() <= LISTED ? shown : shown + " and " + (names.size() - LISTED) + " more";
  }
}
