package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BadRowsTest {

  private static final int[] GOOD = Pictures.levels(1, 5).get(0);

  /** The errors of rows, of which the first and the last are good. */
  private static List<String> errors(DataType type, Object good, @Nullable Object... bad) {
    @Nullable Object[] cells = new Object[bad.length + 2];
    cells[0] = good;
    System.arraycopy(bad, 0, cells, 1, bad.length);
    cells[cells.length - 1] = good;
    List<Row> rows =
        new SavedModelTransformer()
            .setModelPath(Models.folder("signatures").toString())
            .setOutputs(new String[] {"logits"})
            .transform(LocalSpark.table("image", type, Arrays.asList(cells)))
            .collectAsList();

    assertThat(rows).allMatch(row -> row.isNullAt(2) != row.isNullAt(3));
    assertThat(rows.get(0).getList(2)).isEqualTo(rows.get(rows.size() - 1).getList(2));
    return rows.subList(1, rows.size() - 1).stream().map(row -> row.getString(3)).toList();
  }

  @Test
  void saysWhatIsWrongWithFiles() {
    byte[] png = Pictures.png(GOOD);
    byte[] turned = Pictures.file(new BufferedImage(6, 8, BufferedImage.TYPE_BYTE_GRAY), "png");

    List<String> errors =
        errors(
            DataTypes.BinaryType,
            png,
            null,
            new byte[] {1, 2, 3},
            turned,
            Arrays.copyOf(turned, turned.length / 2), // nothing is decoded for its size
            Arrays.copyOf(png, png.length / 2));

    assertThat(errors.subList(0, 4))
        .containsExactly(
            "expected an image but the cell is null",
            "expected a picture but got 3 bytes of something else",
            "expected a picture of [6, 8] pixels but got one of [8, 6]",
            "expected a picture of [6, 8] pixels but got one of [8, 6]");
    assertThat(errors.get(4))
        .startsWith("expected a whole picture but decoding failed: ");
  }

  @Test
  void saysWhatIsWrongWithNumbers() {
    assertThat(
            errors(
                SQLDataTypes.VectorType(),
                Vectors.zeros(48),
                null,
                Vectors.zeros(47),
                Vectors.zeros(0)))
        .containsExactly(
            "expected an image but the cell is null",
            "expected float32 [6, 8, 1] but got 47 numbers",
            "expected float32 [6, 8, 1] but got 0 numbers");
    Double[] holed = new Double[48];
    assertThat(
            errors(DataTypes.createArrayType(DataTypes.DoubleType), new double[48], (Object) holed))
        .containsExactly("expected numbers but element 0 is null");
  }

  @Test
  void saysWhatIsWrongWithImages() {
    Row good = RowFactory.create("good", 6, 8, 1, 0, new byte[48]);

    assertThat(
            errors(
                ImageSchema.columnSchema(),
                good,
                RowFactory.create("undecoded", -1, -1, -1, -1, new byte[0]),
                RowFactory.create("short", 6, 8, 3, 16, new byte[48]),
                RowFactory.create("small", 4, 8, 1, 0, new byte[32])))
        .containsExactly(
            "expected an image of 1, 3 or 4 bytes a pixel but got -1x-1 pixels of -1 channels in 0 bytes; Spark could not decode it or it is damaged",
            "expected an image of 1, 3 or 4 bytes a pixel but got 6x8 pixels of 3 channels in 48 bytes; Spark could not decode it or it is damaged",
            "expected a picture of [6, 8] pixels but got one of [4, 8]");
  }
}
