package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {

  @TempDir Path folder;

  private static SavedModelTransformer stage() {
    return new SavedModelTransformer()
        .setInputCol("file")
        .setModelPath(Models.folder("signatures").toString())
        .setOutputs(new String[] {"theta/theta"})
        .setOutputCols(new String[] {"attention"})
        .setPredictionCol("prediction")
        .setErrorCol("wrong")
        .setBatchSize(3);
  }

  @Test
  void keepsItsParametersWhenItIsSaved() throws IOException {
    SavedModelTransformer stage = stage().setModelAccess("shipped").setSignature("warp");
    stage.save(folder.resolve("stage").toString());

    SavedModelTransformer loaded = SavedModelTransformer.load(folder.resolve("stage").toString());

    assertThat(loaded.uid()).isEqualTo(stage.uid());
    assertThat(values(loaded)).isEqualTo(values(stage)).hasSize(9);
    assertThat(loaded.getOutputs()).containsExactly("theta/theta");
  }

  private static Map<String, String> values(SavedModelTransformer stage) {
    return Arrays.stream(stage.params())
        .collect(Collectors.toMap(Param::name, param -> value(stage, param)));
  }

  private static <T> String value(SavedModelTransformer stage, Param<T> param) {
    return param.jsonEncode(stage.getOrDefault(param));
  }

  @Test
  void worksWithinAPipelineThatWasSaved() throws IOException {
    Dataset<Row> table =
        LocalSpark.table(
            "file",
            DataTypes.BinaryType,
            Pictures.levels(5, 6).stream().map(Pictures::png).toList());
    PipelineModel model =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  stage(),
                  new SQLTransformer().setStatement("SELECT *, prediction AS label FROM __THIS__")
                })
            .fit(table);
    model.save(folder.resolve("pipeline").toString());

    Dataset<Row> results =
        PipelineModel.load(folder.resolve("pipeline").toString()).transform(table).cache();

    assertThat(results.columns())
        .containsExactly("id", "file", "attention", "prediction", "wrong", "label");
    assertThat(results.select("attention", "prediction").collectAsList())
        .isEqualTo(model.transform(table).select("attention", "prediction").collectAsList());
    assertThat(new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(results))
        .isEqualTo(1);
    results.unpersist();
  }

  @Test
  void isOfOneIdentityEach() {
    assertThat(List.of(stage().uid(), stage().uid())).doesNotHaveDuplicates();
  }
}
