package org.stnjava.data.set;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Data that lies beside the repository and is not part of it. */
final class SharedData {

  private SharedData() {}

  /** Returns the folder of a data set, or skips the test that asks for it. */
  static Path folder(String name) {
    Path folder =
        Stream.of(
                Path.of("..", "..", "shared", "data", name), Path.of("..", "shared", "data", name))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of(name));
    Assumptions.assumeTrue(
        Files.isDirectory(folder), "no shared/data/" + name + " beside the repository");
    return folder;
  }
}
