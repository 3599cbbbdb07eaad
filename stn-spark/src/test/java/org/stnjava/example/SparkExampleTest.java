package org.stnjava.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.stnjava.spark.LocalSpark;

class SparkExampleTest {

  private static final Path MODEL =
      Path.of("../stn-savedmodel/src/test/resources/savedmodels/signatures");

  @Test
  void labelsImages() {
    Dataset<Row> images =
        LocalSpark.session()
            .createDataFrame(
                List.of(RowFactory.create((Object) new float[48])),
                new StructType()
                    .add("image", DataTypes.createArrayType(DataTypes.FloatType), true));

    Row row = SparkExample.label(images, MODEL.toString()).first();

    assertThat(row.getList(1)).hasSize(3);
    assertThat(row.getList(2)).hasSize(6);
    assertThat(row.getList(3)).hasSize(48);
    assertThat(row.getDouble(4)).isBetween(0.0, 2.0);
    assertThat(row.isNullAt(5)).isTrue();
  }

  @Test
  void showsTheCodeThatIsTested() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/org/stnjava/example/SparkExample.java"));
    String start = "// tag::label[]\n";
    String block =
        source
            .substring(source.indexOf(start) + start.length(), source.indexOf("// end::label"))
            .stripTrailing()
            .stripIndent();

    assertThat(Files.readString(Path.of("../docs/scaling.md")))
        .contains("```java\n" + block + "\n```");
  }
}
