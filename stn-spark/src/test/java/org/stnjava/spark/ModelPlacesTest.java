package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where executors find a model, and how many they keep. */
class ModelPlacesTest {

  @TempDir Path temporary;

  private Path folder;
  private Dataset<Row> table;

  @BeforeEach
  void copyAModel() throws IOException {
    folder = temporary.resolve("model");
    copy("signatures");
    table =
        LocalSpark.table(
            "image",
            DataTypes.BinaryType,
            Pictures.levels(4, 8).stream().map(Pictures::png).toList());
  }

  private void copy(String name) throws IOException {
    Path original = Models.folder(name);
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(original.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static List<Row> logits(SavedModelTransformer stage, Dataset<Row> table) {
    return stage
        .setOutputs(new String[] {"logits"})
        .transform(table)
        .select("logits")
        .collectAsList();
  }

  private SavedModelTransformer stage() {
    return new SavedModelTransformer().setModelPath(folder.toString());
  }

  @Test
  void sendsTheModelFromTheDriver() {
    List<Row> shared = logits(stage(), table);

    assertThat(logits(stage().setModelAccess("shipped"), table)).isEqualTo(shared);
  }

  @Test
  void copiesTheModelFromAnotherFileSystem() {
    List<Row> shared = logits(stage(), table);

    assertThat(logits(stage().setModelPath("copied:" + folder), table)).isEqualTo(shared);
    assertThat(logits(stage().setModelPath(folder.toUri().toString()), table)).isEqualTo(shared);
  }

  @Test
  void loadsAModelOnceForAllTasks() {
    logits(stage(), table);
    int loaded = ExecutorModels.count();

    logits(stage().setBatchSize(1), table);
    logits(stage(), table.repartition(3));

    assertThat(ExecutorModels.count()).isEqualTo(loaded);
  }

  @Test
  void takesTheNewModelOfAPathAndLetsTheOldOneGo() throws IOException {
    List<Row> before = logits(stage(), table);
    int loaded = ExecutorModels.count();

    copy("control_flow");

    assertThat(logits(stage(), table)).isNotEqualTo(before);
    assertThat(ExecutorModels.count()).isEqualTo(loaded);
  }
}
