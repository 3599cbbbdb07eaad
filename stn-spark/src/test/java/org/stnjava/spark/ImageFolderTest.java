package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.spark.job.RunModel;

/** The job, on a folder of pictures and on a table of their files. */
class ImageFolderTest {

  private static final List<int[]> LEVELS = Pictures.levels(3, 9);

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() {
    LocalSpark.session();
  }

  private int run(StringWriter text, String... arguments) {
    PrintWriter out = new PrintWriter(text, true);
    return RunModel.commandLine().setOut(out).setErr(out).execute(arguments);
  }

  private Path writePictures() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int i = 0; i < LEVELS.size(); i++) {
      Files.write(pictures.resolve(i + ".png"), Pictures.png(LEVELS.get(i)));
    }
    Files.write(pictures.resolve("3.png"), new byte[] {1, 2, 3});
    return pictures;
  }

  @Test
  void givesTheSameForAFolderAndForATable() throws IOException {
    Path pictures = writePictures();
    String model = Models.folder("signatures").toString();
    StringWriter text = new StringWriter();
    String[] common = {"--model", model, "--outputs", "logits", "--prediction", "label"};

    int code =
        run(
            text,
            with(
                common, "--format", "image", "--input", pictures, "--output", folder.resolve("a")));
    Dataset<Row> table =
        LocalSpark.table(
            "image", DataTypes.BinaryType, LEVELS.stream().map(Pictures::png).toList());
    table.write().parquet(folder.resolve("table").toString());
    int tableCode =
        run(
            text,
            with(common, "--input", folder.resolve("table"), "--output", folder.resolve("b")));

    assertThat(List.of(code, tableCode)).containsOnly(0);
    assertThat(text.toString().lines())
        .containsExactly("4 rows, 1 of them with an error", "3 rows, 0 of them with an error");
    List<Row> ofFolder = rows("a", "origin");
    List<Row> ofTable = rows("b", "id");
    assertThat(ofFolder.get(0).schema().fieldNames())
        .containsExactly("origin", "logits", "label", "error");
    for (int i = 0; i < 3; i++) {
      assertThat(ofFolder.get(i).getString(0)).endsWith(i + ".png");
      assertThat(logits(ofFolder.get(i))).containsExactly(logits(ofTable.get(i)), within(1e-5f));
      assertThat(ofFolder.get(i).getAs("label").toString())
          .isEqualTo(ofTable.get(i).getAs("label").toString());
    }
    assertThat(ofFolder.get(3).getString(3)).contains("Spark could not decode it");
  }

  /** Batches of another size may be summed in another order: the last bits differ. */
  private static float[] logits(Row row) {
    List<Float> values = row.getList(1);
    float[] logits = new float[values.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = values.get(i);
    }
    return logits;
  }

  private List<Row> rows(String output, String order) {
    return LocalSpark.session()
        .read()
        .parquet(folder.resolve(output).toString())
        .orderBy(order)
        .collectAsList();
  }

  private static String[] with(String[] common, Object... more) {
    return Stream.concat(Arrays.stream(common), Arrays.stream(more).map(Object::toString))
        .toArray(String[]::new);
  }

  @Test
  void endsWithOneLineForAMissingModel() throws IOException {
    StringWriter text = new StringWriter();

    int code =
        run(
            text,
            "--model",
            folder.resolve("none").toString(),
            "--format",
            "image",
            "--input",
            writePictures().toString(),
            "--output",
            folder.resolve("out").toString());

    assertThat(code).isEqualTo(2);
    assertThat(text.toString())
        .startsWith("RunModel: modelPath: " + folder.resolve("none") + ": expected ")
        .hasLineCount(1);
  }
}
