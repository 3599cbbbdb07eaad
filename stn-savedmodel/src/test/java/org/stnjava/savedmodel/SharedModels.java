package org.stnjava.savedmodel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Models from Python that lie beside the repository and are not part of it. */
public final class SharedModels {

  private static final Path MODELS = Path.of("../../shared/models");

  private SharedModels() {}

  /** Returns a model's folder, or skips the test that asks for it. */
  public static Path folder(String name) {
    Path folder = MODELS.resolve(name);
    assumeTrue(Files.isDirectory(folder), folder + " is not here");
    return folder;
  }
}
