package org.stnjava.data.set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.stnjava.data.set.FolderFiles.LabeledFile;

/** Folders {@code train} and {@code test}, each with a folder of files for each class. */
final class ClassFolders {

  private ClassFolders() {}

  static FolderFiles list(Path folder) throws IOException {
    Path train = folder.resolve(FolderFiles.TRAIN);
    List<String> classes = names(train);
    return new FolderFiles(
        files(train, classes),
        files(folder.resolve(FolderFiles.TEST), classes),
        classes,
        List.of());
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

  /** Finds the files of one part; its classes are among those given. */
  static List<LabeledFile> files(Path part, List<String> classes) throws IOException {
    List<LabeledFile> files = new ArrayList<>();
    for (String name : names(part)) {
      int label = classes.indexOf(name);
      if (label < 0) {
        throw new IllegalArgumentException(
            "%s: expected only classes that %s has, %s, but got '%s'"
                .formatted(part, FolderFiles.TRAIN, FolderFiles.listed(classes), name));
      }
      List<Path> found = list(part.resolve(name), path -> !Files.isDirectory(path));
      if (found.isEmpty() && part.endsWith(FolderFiles.TRAIN)) {
        throw new IllegalArgumentException(
            "%s: expected pictures of the class but the folder is empty"
                .formatted(part.resolve(name)));
      }
      found.forEach(file -> files.add(new LabeledFile(file, label)));
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
