package org.stnjava.data.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stnjava.data.set.FolderFiles.LabeledFile;

/**
 * Reads pictures of numbers of several digits: {@code train} and {@code test}, each with its
 * pictures and a file of their numbers.
 *
 * <p>That file is either {@code digitStruct.mat}, as the street view house numbers have it in their
 * "full numbers" format; then each picture is cut to the region around its digits, grown by three
 * tenths as usual for that data. Or it is {@code labels.csv} with a line {@code FILE,NUMBER} for
 * each picture, of which all is taken. Numbers of more than {@value DigitLabels#LONGEST} digits are
 * left out.
 */
final class SequenceFolder {

  private static final String BOXES = "digitStruct.mat";
  private static final String TABLE = "labels.csv";

  /** Goodfellow et al., arXiv 1312.6082, section 5.1. */
  private static final double GROWTH = 0.3;

  private SequenceFolder() {}

  /** Whether the pictures of a folder's {@code train} have numbers. */
  static boolean isOne(Path folder) {
    return holdsNumbers(folder.resolve(FolderFiles.TRAIN));
  }

  /** Whether a part has a file of numbers. */
  static boolean holdsNumbers(Path part) {
    return Stream.of(BOXES, TABLE).anyMatch(name -> Files.exists(part.resolve(name)));
  }

  /**
   * Finds all pictures.
   *
   * @throws IllegalArgumentException if a file of numbers is missing or bad
   * @throws IOException if a folder cannot be read
   */
  static FolderFiles list(Path folder) throws IOException {
    List<String> leftOut = new ArrayList<>();
    List<LabeledFile> train = files(folder.resolve(FolderFiles.TRAIN), leftOut);
    List<LabeledFile> test = files(folder.resolve(FolderFiles.TEST), leftOut);
    List<String> classes =
        IntStream.rangeClosed(0, DigitLabels.NONE)
            .mapToObj(digit -> digit == DigitLabels.NONE ? "none" : String.valueOf(digit))
            .toList();
    return new FolderFiles(train, test, classes, leftOut);
  }

  /** Finds the pictures of one part. */
  static List<LabeledFile> files(Path part, List<String> leftOut) throws IOException {
    List<LabeledFile> files = new ArrayList<>();
    for (NumberedPicture picture : pictures(part)) {
      Path file = part.resolve(picture.name());
      if (picture.digits().isEmpty() || picture.digits().size() > DigitLabels.LONGEST) {
        leftOut.add(
            "%s (%d digits, not 1 to %d)"
                .formatted(file, picture.digits().size(), DigitLabels.LONGEST));
      } else {
        files.add(
            new LabeledFile(
                file,
                picture.region().map(region -> region.grown(GROWTH)),
                DigitLabels.labels(picture.digits(), DigitLabels.LONGEST)));
      }
    }
    return files;
  }

  private static List<NumberedPicture> pictures(Path part) throws IOException {
    if (Files.exists(part.resolve(BOXES))) {
      return boxes(part.resolve(BOXES));
    }
    if (Files.exists(part.resolve(TABLE))) {
      return NumberedPicture.readTable(part.resolve(TABLE));
    }
    throw new IllegalArgumentException(
        "%s: expected %s or %s beside its pictures but there is neither"
            .formatted(part, BOXES, TABLE));
  }

  private static List<NumberedPicture> boxes(Path file) {
    try {
      return DigitStruct.read(file);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          file
              + ": expected the library io.jhdf:jhdf, which reads MATLAB 7.3 files, on the class"
              + " path but it is missing",
          e);
    }
  }
}
