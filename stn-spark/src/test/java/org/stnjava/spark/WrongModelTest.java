package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.savedmodel.inspect.SavedModelInspector;

/** All that is said by the driver, before any row is looked at. */
class WrongModelTest {

  @TempDir static Path temporary;

  private static Dataset<Row> table;

  @BeforeAll
  static void makeATable() {
    table = LocalSpark.table("image", DataTypes.BinaryType, List.of(new byte[0]));
  }

  private static SavedModelTransformer stage(Path model) {
    return new SavedModelTransformer()
        .setModelPath(model.toString())
        .setOutputs(new String[] {"logits"});
  }

  private static SavedModelTransformer good() {
    return stage(Models.folder("signatures"));
  }

  @Test
  void saysOfABrokenModelWhatInspectSays() throws IOException {
    Path broken = temporary.resolve("broken");
    Path original = Models.folder("signatures");
    Files.createDirectories(broken.resolve("variables"));
    Files.copy(original.resolve("saved_model.pb"), broken.resolve("saved_model.pb"));
    Files.copy(
        original.resolve("variables/variables.index"), broken.resolve("variables/variables.index"));
    Throwable inspected = catchThrowable(() -> SavedModelInspector.inspect(broken));

    assertThatThrownBy(() -> stage(broken).transform(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("modelPath: " + inspected.getMessage());
    assertThatThrownBy(() -> stage(broken).transformSchema(table.schema()))
        .hasMessage("modelPath: " + inspected.getMessage());
  }

  @Test
  void saysThatThereIsNoModel() {
    Path none = temporary.resolve("none");

    assertThatThrownBy(() -> stage(none).transform(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("modelPath: " + none + ": expected ");
    assertThatThrownBy(() -> good().setModelPath("copied:" + none).transform(table))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "modelPath: copied:" + none + ": expected a folder with saved_model.pb");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            good().setInputCol("picture"),
            "inputCol: expected a column of the dataset, one of [id, image], but got 'picture'"),
        Arguments.of(
            good().setInputCol("id"),
            "inputCol: expected a column for float32 [6, 8, 1] (binary pictures, Spark's image struct, array of numbers or vector) but id is int"),
        Arguments.of(
            good().setSignature("none"),
            "signature: expected one of [add, half, integers, serving_default, theta, warp] but got 'none'"),
        Arguments.of(
            good().setOutputs(new String[] {"grid"}),
            "output: expected a name of signature serving_default, one of [logits, probabilities], but got 'grid'"),
        Arguments.of(
            good().setSignature("integers").setOutputs(new String[] {"b"}),
            "signature: expected one with a single input but integers takes [a, negate] and needs []"),
        Arguments.of(
            good().setOutputs(new String[] {"logits", "half/y"}),
            "outputs: expected signatures that take the same but serving_default takes float32 [6, 8, 1] and half takes float16 [2]"),
        Arguments.of(
            good().setSignature("half").setOutputs(new String[] {"y"}),
            "inputCol: expected a column for float16 [2] (array of numbers or vector, if at most one size is open) but image is binary"),
        Arguments.of(
            good().setSignature("warp").setOutputs(new String[0]).setPredictionCol("label"),
            "predictionCol: expected a signature with logits or probabilities [-1, classes], but warp has [grid float32 [-1, 6, 8, 2], warped float32 [-1, 6, 8, 1]]"),
        Arguments.of(
            good().setOutputs(new String[0]),
            "outputs: expected at least one output, or a predictionCol, but got none"),
        Arguments.of(
            good().setOutputCols(new String[] {"a", "b"}),
            "outputCols: expected one for each of the outputs [logits] but got [a, b]"),
        Arguments.of(
            good().setOutputCols(new String[] {"id"}),
            "outputCols or predictionCol: expected a name that no other column has but got 'id'"),
        Arguments.of(
            good().setErrorCol("logits"),
            "errorCol: expected a name that no other column has but got 'logits'"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void refusesWhatDoesNotGoTogether(SavedModelTransformer stage, String message) {
    assertThatThrownBy(() -> stage.transformSchema(table.schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void failsWhereAnExecutorSeesAnotherModel() throws IOException {
    Path folder = temporary.resolve("changed");
    Files.createDirectories(folder.resolve("variables"));
    for (String name :
        List.of(
            "saved_model.pb",
            "variables/variables.index",
            "variables/variables.data-00000-of-00001")) {
      Files.copy(Models.folder("signatures").resolve(name), folder.resolve(name));
    }
    Dataset<Row> results = stage(folder).transform(table);
    Files.write(folder.resolve("saved_model.pb"), new byte[] {0}, StandardOpenOption.APPEND);

    assertThatThrownBy(results::collectAsList)
        .rootCause()
        .hasMessage(folder + ": expected the model that the driver sees but got another one");
  }
}
