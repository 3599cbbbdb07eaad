package org.stnjava.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFolderTest {

  @TempDir Path temporary;

  @Test
  void appearsWhole() {
    Path target = temporary.resolve("model");

    StagedFolder.write("folder", target, folder -> Files.writeString(folder.resolve("a"), "b"));

    assertThat(target.resolve("a")).hasContent("b");
    assertThat(temporary).isDirectoryNotContaining("glob:**/.*");
  }
}
