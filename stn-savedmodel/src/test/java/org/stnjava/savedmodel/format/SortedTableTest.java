package org.stnjava.savedmodel.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.savedmodel.ModelFolder;

class SortedTableTest {

  @TempDir Path temp;

  private byte[] index() throws IOException {
    ModelFolder.write(temp, ModelFolder.model());
    return Files.readAllBytes(temp.resolve("variables/variables.index"));
  }

  @Test
  void holdsTheHeaderAndTheEntries() throws Exception {
    assertThat(SortedTable.parse(index())).containsOnlyKeys("", "scale");
  }

  @Test
  void refusesEveryShorterFile() throws IOException {
    byte[] bytes = index();

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SortedTable.parse(cut))
          .as("length %d", length)
          .isInstanceOf(SortedTable.Malformed.class);
    }
  }

  @Test
  void endsWithAMessageWhateverByteIsDamaged() throws IOException {
    byte[] bytes = index();

    for (int place = 0; place < bytes.length; place++) {
      byte[] damaged = bytes.clone();
      damaged[place] ^= (byte) 0xff;
      try {
        SortedTable.parse(damaged);
      } catch (SortedTable.Malformed e) {
        assertThat(e).as("byte %d", place).hasMessageContaining("it");
      }
    }
  }
}
