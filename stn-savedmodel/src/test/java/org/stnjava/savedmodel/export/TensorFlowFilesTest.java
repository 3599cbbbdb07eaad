package org.stnjava.savedmodel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.file.StagedFolder;
import org.tensorflow.exceptions.TFResourceExhaustedException;

class TensorFlowFilesTest {

  @TempDir Path temporary;

  @Test
  void saysInOneLineWhatTensorFlowCouldNotWriteAndLeavesNothing() {
    Path target = temporary.resolve("model");

    assertThatThrownBy(
            () ->
                StagedFolder.write(
                    "folder",
                    target,
                    TensorFlowFiles.writtenBy(
                        folder -> {
                          Files.writeString(folder.resolve("a"), "b");
                          throw new TFResourceExhaustedException(
                              "a; No space left on device\n\t [[{{node save}}]]\nHint: none");
                        })))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("folder: cannot write " + target)
        .cause()
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("a; No space left on device");
    assertThat(temporary).isEmptyDirectory();
  }
}
