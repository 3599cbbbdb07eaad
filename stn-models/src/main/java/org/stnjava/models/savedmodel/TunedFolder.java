package org.stnjava.models.savedmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.Session;

/**
 * Writes a model again with the values that its variables have now.
 *
 * <p>Graph, signatures, Python's objects and assets are copied as they are. The checksum is taken
 * anew, as Python's fingerprint speaks of the old values too.
 */
final class TunedFolder {

  private static final String VARIABLES = "variables";
  private static final Set<String> LEFT_OUT = Set.of(VARIABLES, Fingerprint.NAME);

  private TunedFolder() {}

  /** Writes into an empty folder. */
  static void write(Path original, Session session, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(original)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!LEFT_OUT.contains(String.valueOf(file.getFileName()))) {
          copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
    Path variables = Files.createDirectory(folder.resolve(VARIABLES));
    session.save(variables.resolve(VARIABLES).toString());
    Fingerprint.write(folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path path : all) {
      Files.copy(path, to.resolve(from.relativize(path)));
    }
  }
}
