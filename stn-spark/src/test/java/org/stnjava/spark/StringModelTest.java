package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** A model that decodes files itself, and so fails on a batch with a bad one. */
class StringModelTest {

  private static SavedModelTransformer stage() {
    return new SavedModelTransformer()
        .setModelPath(Models.folder("strings").toString())
        .setOutputs(new String[] {"logits", "name"});
  }

  @Test
  void findsTheOneBadFileOfABatch() {
    List<byte[]> files =
        Pictures.levels(9, 4).stream()
            .map(Pictures::png)
            .collect(Collectors.toCollection(ArrayList::new));
    files.set(5, "no picture".getBytes(StandardCharsets.UTF_8));

    List<Row> rows =
        stage()
            .transform(LocalSpark.table("image", DataTypes.BinaryType, files).coalesce(1))
            .collectAsList();

    assertThat(IntStream.range(0, 9).filter(i -> !rows.get(i).isNullAt(4))).containsExactly(5);
    assertThat(rows.get(5).getString(4)).startsWith("signature serving_default: ");
    assertThat(rows.get(5).isNullAt(2)).isTrue();
    assertThat(rows.get(4).getList(2)).hasSize(3);
    assertThat(rows.get(4).getString(3)).isNotEmpty();
  }

  @Test
  void givesSingleNumbersForSingleOutputs() {
    List<Row> rows =
        stage()
            .setSignature("lookup")
            .setInputCol("word")
            .setOutputs(new String[] {"index"})
            .transform(LocalSpark.table("word", DataTypes.StringType, List.of("warp", "crop")))
            .collectAsList();

    assertThat(rows).extracting(row -> row.getLong(2)).containsExactly(1L, 0L);
  }
}
