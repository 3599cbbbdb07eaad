package org.stnjava.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFileTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void leavesTheTargetAsItIsUntilPublished() throws IOException {
    Path target = Files.writeString(folder.resolve("report.html"), "old");

    try (StagedFile staged = StagedFile.write(target, out -> out.write(NEW))) {
      assertThat(target).hasContent("old");
      staged.publish();
    }

    assertThat(target).hasContent("new");
  }

  @Test
  void leavesNothingBehindWhenItIsNotPublished() {
    StagedFile.write(folder.resolve("report.html"), out -> out.write(NEW)).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesNothingBehindWhenTheContentFails() {
    Path target = folder.resolve("report.html");

    assertThatThrownBy(
            () ->
                StagedFile.write(
                    target,
                    out -> {
                      out.write(NEW);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(target + ": cannot be written")
        .hasRootCauseMessage("disk full");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                StagedFile.write(
                    target,
                    out -> {
                      throw new IllegalArgumentException("no picture");
                    }))
        .withMessage("no picture");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void replacesTheFileBehindALink() throws IOException {
    Path target = Files.writeString(folder.resolve("report.html"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), target);

    try (StagedFile staged = StagedFile.write(link, out -> out.write(NEW))) {
      staged.publish();
    }

    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
  }

  @Test
  void refusesADevice() {
    Path device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.exists(device), "no /dev/null on this system");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StagedFile.check(device))
        .withMessage("/dev/null: expected a regular file but it is a device");
  }
}
