package org.stnjava.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.common.io.MoreFiles;
import java.nio.file.Path;
import java.util.List;
import org.stnjava.data.file.StagedFile;

/** The JSON file and the plot beside it. */
public final class ResultFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultFiles() {}

  /**
   * Refuses names that cannot be written.
   *
   * @param json the file to come
   * @throws IllegalArgumentException if its folder does not exist or it is a folder itself
   */
  public static void check(Path json) {
    StagedFile.check(json);
    Path plot = plot(json);
    if (plot.equals(json)) {
      throw new IllegalArgumentException(
          json + ": expected another name than its plot's but got the same");
    }
    StagedFile.check(plot);
  }

  /**
   * The plot's file.
   *
   * @param json the JSON file
   * @return the same name with {@code .png} in place of what it ends in
   */
  public static Path plot(Path json) {
    return json.resolveSibling(MoreFiles.getNameWithoutExtension(json) + ".png");
  }

  /**
   * Writes both.
   *
   * @param rows one a workload
   * @param json the file
   */
  public static void write(List<Row> rows, Path json) {
    List<?> entries = rows.stream().map(Row::entry).toList();
    try (StagedFile numbers =
            StagedFile.write(json, out -> out.write(JSON.writeValueAsBytes(entries)));
        StagedFile picture = StagedFile.write(plot(json), out -> RatioPlot.write(rows, out))) {
      numbers.publish();
      picture.publish();
    }
  }
}
