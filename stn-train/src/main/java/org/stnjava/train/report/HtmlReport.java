package org.stnjava.train.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A report as one HTML page that needs nothing beside it: style, script, charts and pictures are
 * inside, and no network is reached. Equal reports give equal bytes.
 *
 * @param report what to show
 */
public record HtmlReport(Report report) {
  /** {@return the page's text} */
  public String html() {
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .compile(PageResource.own("report.mustache"))
        .execute(PageView.of(report));
  }

  /**
   * Writes the page in UTF-8. The file is replaced whole or not at all.
   *
   * @param file where to; its folder must exist
   * @throws UncheckedIOException if the file cannot be written; a file that stood there is as
   *     before
   */
  public void write(Path file) {
    String html = html();
    Path whole = file.toAbsolutePath();
    Path part =
        whole.resolveSibling(
            ".%s.%d.part".formatted(whole.getFileName(), ProcessHandle.current().pid()));
    try {
      try {
        Files.writeString(part, html);
        replace(part, whole);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the report cannot be written", e);
    }
  }

  private static void replace(Path part, Path whole) throws IOException {
    try {
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
