package org.stnjava.train.data.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which picture files there are.
 *
 * @param classes the names of the classes, in the order of their numbers
 * @param train the files to learn from
 * @param test the files to test on
 */
record Listing(List<String> classes, List<ClassedFile> train, List<ClassedFile> test) {

  /** Enough names to see what is wrong, few enough for one line. */
  private static final int LISTED = 5;

  /** Reads what a folder holds, in whichever of the two forms. */
  static Listing of(Path folder) throws IOException {
    return BirdLists.areIn(folder) ? BirdLists.read(folder) : ClassFolders.list(folder);
  }

  Stream<ClassedFile> all() {
    return Stream.of(train, test).flatMap(List::stream);
  }

  /** The first of some names, for messages. */
  static String some(List<String> names) {
    String some = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() <= LISTED ? some : some + " and " + (names.size() - LISTED) + " more";
  }
}
