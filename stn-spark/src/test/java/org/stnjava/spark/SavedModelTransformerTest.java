package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedModelTransformerTest {

  private static final List<int[]> LEVELS = Pictures.levels(7, 3);
  private static final List<float[]> IMAGES = LEVELS.stream().map(Pictures::floats).toList();
  private static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType, false);

  private static SavedModelTransformer stage() {
    return new SavedModelTransformer()
        .setModelPath(Models.folder("signatures").toString())
        .setOutputs(new String[] {"logits"});
  }

  private static List<Row> run(SavedModelTransformer stage, Dataset<Row> table) {
    return stage.transform(table).collectAsList();
  }

  private static List<float[]> column(List<Row> rows, String name) {
    return rows.stream().map(row -> floats(row.getList(row.fieldIndex(name)))).toList();
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  private static void mustBeClose(List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(expected.get(i));
    }
  }

  @ParameterizedTest(name = "batches of {0}")
  @ValueSource(ints = {1, 3, 100})
  void givesWhatTheModelSaysToPngFiles(int batchSize) {
    Dataset<Row> table =
        LocalSpark.table(
            "image", DataTypes.BinaryType, LEVELS.stream().map(Pictures::png).toList());

    List<Row> rows = run(stage().setBatchSize(batchSize), table);

    mustBeClose(
        column(rows, "logits"), Models.call("signatures", "serving_default", "logits", IMAGES));
    assertThat(rows).allMatch(row -> row.isNullAt(row.fieldIndex("error")));
  }

  @Test
  void runsAKeras3ModelWhoseRestoreFunctionLeavesItsWeightsOut() {
    Dataset<Row> table = LocalSpark.table("image", FLOATS, IMAGES);

    List<Row> rows =
        run(stage().setModelPath(Models.folder("keras3_functional").toString()), table);

    mustBeClose(
        column(rows, "logits"),
        Models.call("keras3_functional", "serving_default", "logits", IMAGES));
    assertThat(rows).allMatch(row -> row.isNullAt(row.fieldIndex("error")));
  }

  @Test
  void takesArraysAndVectors() {
    List<float[]> expected = Models.call("signatures", "serving_default", "logits", IMAGES);
    List<double[]> doubles =
        IMAGES.stream()
            .map(image -> IntStream.range(0, 48).mapToDouble(i -> image[i]).toArray())
            .toList();

    mustBeClose(
        column(run(stage(), LocalSpark.table("image", FLOATS, IMAGES)), "logits"), expected);
    mustBeClose(
        column(
            run(
                stage(),
                LocalSpark.table(
                    "image", DataTypes.createArrayType(DataTypes.DoubleType), doubles)),
            "logits"),
        expected);
    mustBeClose(
        column(
            run(
                stage(),
                LocalSpark.table(
                    "image",
                    SQLDataTypes.VectorType(),
                    doubles.stream().map(values -> Vectors.dense(values).compressed()).toList())),
            "logits"),
        expected);
  }

  @Test
  void takesOutputsOfSeveralSignaturesAndTheClass() {
    SavedModelTransformer stage =
        stage()
            .setOutputs(new String[] {"theta/theta", "logits", "warp/grid"})
            .setOutputCols(new String[] {"attention", "scores", "grid"})
            .setPredictionCol("label");

    List<Row> rows = run(stage, LocalSpark.table("image", FLOATS, IMAGES));

    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly("id", "image", "attention", "scores", "grid", "label", "error");
    mustBeClose(column(rows, "attention"), Models.call("signatures", "theta", "theta", IMAGES));
    mustBeClose(column(rows, "grid"), Models.call("signatures", "warp", "grid", IMAGES));
    assertThat(rows)
        .allSatisfy(
            row -> {
              List<Float> scores = row.getList(row.fieldIndex("scores"));
              int label = (int) row.getDouble(row.fieldIndex("label"));
              assertThat(scores.get(label)).isEqualTo(Collections.max(scores));
            });
    assertThat(rows.stream().map(row -> row.getDouble(row.fieldIndex("label"))).distinct())
        .isSubsetOf(Set.of(0.0, 1.0, 2.0));
  }

  @Test
  void tellsItsSchemaBeforehand() {
    Dataset<Row> table = LocalSpark.table("image", FLOATS, IMAGES);
    SavedModelTransformer stage = stage().setPredictionCol("label");

    StructType schema = stage.transformSchema(table.schema());

    assertThat(schema).isEqualTo(stage.transform(table).schema());
    assertThat(schema.apply("label").dataType()).isEqualTo(DataTypes.DoubleType);
    assertThat(schema.apply("logits").dataType()).isEqualTo(FLOATS);
  }

  @Test
  void copiesItselfWithOtherParameters() {
    SavedModelTransformer stage = stage();

    SavedModelTransformer copy =
        stage.copy(new ParamMap().put(stage.signature().w("theta")).put(stage.batchSize().w(5)));

    assertThat(copy).isNotSameAs(stage);
    assertThat(copy.uid()).isEqualTo(stage.uid());
    assertThat(copy.getSignature()).isEqualTo("theta");
    assertThat(copy.getBatchSize()).isEqualTo(5);
    assertThat(copy.getOutputs()).containsExactly("logits");
    assertThat(stage.getSignature()).isEqualTo("serving_default");
  }

  @Test
  void listsItsParameters() {
    assertThat(stage().params())
        .extracting("name")
        .containsExactlyInAnyOrder(
            "inputCol",
            "modelPath",
            "modelAccess",
            "signature",
            "outputs",
            "outputCols",
            "predictionCol",
            "errorCol",
            "batchSize");
  }

  @Test
  void refusesValuesThatNoParameterHas() {
    assertThatThrownBy(() -> stage().setBatchSize(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batchSize given invalid value 0");
    assertThatThrownBy(() -> stage().setModelAccess("guessed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("modelAccess given invalid value guessed");
  }
}
