package org.stnjava.train.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.stnjava.data.file.StagedFile;

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
    try {
      StagedFile.replace(file, html().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e);
      throw new UncheckedIOException(file + ": the report cannot be written", cause);
    }
  }
}
