package org.stnjava.data.set;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stnjava.data.set.FolderFiles.LabeledFile;

/**
 * The lists beside the pictures of CUB-200-2011 (Caltech-UCSD Birds) and of folders in its form.
 *
 * <p>Each line is a number and a text: {@code images.txt} names files in the folder {@code images},
 * {@code image_class_labels.txt} the class of each, {@code classes.txt} the classes from 1 on, and
 * {@code train_test_split.txt} has 1 for training images and 0 for test images.
 */
final class BirdLists {

  private static final String FILES = "images.txt";
  private static final String LABELS = "image_class_labels.txt";
  private static final String NAMES = "classes.txt";
  private static final String SPLIT = "train_test_split.txt";
  private static final Pattern LINE = Pattern.compile("(\\d{1,9}) (\\S.*)");

  private BirdLists() {}

  static boolean areIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILES)) && Files.isRegularFile(folder.resolve(SPLIT));
  }

  static FolderFiles read(Path folder) throws IOException {
    Map<Integer, String> names = lines(folder.resolve(NAMES));
    Map<Integer, String> labels = lines(folder.resolve(LABELS));
    Map<Integer, String> split = lines(folder.resolve(SPLIT));
    List<LabeledFile> train = new ArrayList<>();
    List<LabeledFile> test = new ArrayList<>();
    for (Map.Entry<Integer, String> image : lines(folder.resolve(FILES)).entrySet()) {
      int label = number(folder.resolve(LABELS), labels, image.getKey(), 1, names.size()) - 1;
      int part = number(folder.resolve(SPLIT), split, image.getKey(), 0, 1);
      Path file = folder.resolve("images").resolve(image.getValue());
      (part == 1 ? train : test).add(new LabeledFile(file, label));
    }
    return new FolderFiles(train, test, List.copyOf(names.values()), List.of());
  }

  /** The text of each number, in the order of the lines. */
  private static Map<Integer, String> lines(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s: expected a list beside %s but there is none".formatted(file, FILES));
    }
    Map<Integer, String> lines = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
          throw new IllegalArgumentException(
              "%s: expected lines of a number and a text but got '%s'".formatted(file, line));
        }
        lines.put(Integer.valueOf(matcher.group(1)), matcher.group(2));
      }
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(file + ": expected text in UTF-8 but it is none", e);
    }
    return lines;
  }

  private static int number(Path file, Map<Integer, String> lines, int image, int least, int most) {
    String text = lines.getOrDefault(image, "nothing");
    if (!text.matches("\\d{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(
          "%s: expected %d to %d for image %d but got %s"
              .formatted(file, least, most, image, text));
    }
    return Integer.parseInt(text);
  }
}
