package org.stnjava.savedmodel.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.ModelFolder;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;

/** Keras 3 models whose restore function fills other variables than their signatures read. */
class VariableRestorerTest {

  private static final String SERVING = "serving_default";

  @TempDir Path temp;

  private static Path folder(String name) {
    return Fixture.of(name).folder();
  }

  /** What a signature gives for the fixture's inputs, as text. */
  private static String call(LoadedModel model, String fixture, String signature) {
    Map<String, Tensor> inputs = Fixture.of(fixture).inputs(signature);
    try (Result result = model.call(signature, inputs)) {
      return text(result);
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  private static String text(Result result) {
    Map<String, String> outputs = new TreeMap<>();
    for (Map.Entry<String, Tensor> output : result) {
      byte[] bytes = new byte[Math.toIntExact(output.getValue().numBytes())];
      output.getValue().asRawTensor().data().read(bytes);
      outputs.put(output.getKey(), HexFormat.of().formatHex(bytes));
    }
    return outputs.toString();
  }

  private static void save(LoadedModel model, Path out) {
    try (TunableModel tunable = TunableModel.open(model, Tuning.of(SERVING), 0)) {
      tunable.install(UnaryOperator.identity()).save(out);
    }
  }

  /** Copies the Sequential fixture, its functions capturing other objects, a node renamed. */
  private Path withCaptures(Consumer<List<Integer>> change, String from, String to) {
    return ModelFolder.copy(
        folder("keras3_sequential"),
        temp.resolve("edited"),
        model -> {
          model
              .getMetaGraphsBuilder(0)
              .getGraphDefBuilder()
              .getNodeBuilderList()
              .forEach(it -> rename(it, from, to));
          SavedObjectGraph.Builder objects =
              model.getMetaGraphsBuilder(0).getObjectGraphDefBuilder();
          for (String name : List.copyOf(objects.getConcreteFunctionsMap().keySet())) {
            SavedConcreteFunction function = objects.getConcreteFunctionsOrThrow(name);
            List<Integer> captured = new ArrayList<>(function.getBoundInputsList());
            change.accept(captured);
            objects.putConcreteFunctions(
                name, function.toBuilder().clearBoundInputs().addAllBoundInputs(captured).build());
          }
        });
  }

  private static void rename(NodeDef.Builder node, String from, String to) {
    if (node.getName().equals(from)) {
      node.setName(to)
          .putAttr("shared_name", AttrValue.newBuilder().setS(ByteString.copyFromUtf8(to)).build());
    }
    for (int i = 0; i < node.getInputCount(); i++) {
      if (node.getInput(i).equals(from)) {
        node.setInput(i, to);
      }
    }
  }

  @Test
  void readsWhatSignaturesReadAndNoOther() {
    try (LoadedModel model = LoadedModel.open(folder("keras3_module"))) {
      assertThat(model.restoredKeys())
          .hasSize(4)
          .allSatisfy((node, key) -> assertThat(node).startsWith("dense/"))
          .containsValues(
              "first/_kernel/.ATTRIBUTES/VARIABLE_VALUE",
              "second/_kernel/.ATTRIBUTES/VARIABLE_VALUE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras_stn", "nested", "tf1_builder"})
  void leavesAloneWhatTheModelRestores(String name) {
    try (LoadedModel model = LoadedModel.open(folder(name))) {
      assertThat(model.restoredKeys()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keras3_sequential",
        "keras3_functional",
        "keras3_subclassed",
        "keras3_module",
        "keras3_lstm"
      })
  void savesAModelThatTensorFlowAloneRuns(String name) {
    Path out = temp.resolve("saved");
    String expected;
    try (LoadedModel model = LoadedModel.open(folder(name))) {
      expected = call(model, name, SERVING);
      save(model, out);
    }

    Map<String, Tensor> inputs = Fixture.of(name).inputs(SERVING);
    try (SavedModelBundle plain = SavedModelBundle.load(out.toString());
        Result result = plain.function(SERVING).call(inputs)) {
      assertThat(text(result)).isEqualTo(expected);
    } finally {
      inputs.values().forEach(Tensor::close);
    }
    try (LoadedModel model = LoadedModel.open(out)) {
      assertThat(model.restoredKeys()).isEmpty();
    }
  }

  /** The copied text would still name the variables that were redirected. */
  @Test
  void leavesOutTheTextFormOfAModelThatItChanges() throws IOException {
    Path original =
        ModelFolder.copy(folder("keras3_sequential"), temp.resolve("original"), model -> {});
    Files.writeString(
        original.resolve(SavedModelFile.TEXT_NAME),
        TextFormat.printer().printToString(SavedModelFile.read(original)));
    Files.delete(original.resolve(SavedModelFile.NAME));
    Path out = temp.resolve("saved");
    String expected;
    try (LoadedModel model = LoadedModel.open(original)) {
      expected = call(model, "keras3_sequential", SERVING);
      save(model, out);
    }

    assertThat(out.resolve(SavedModelFile.TEXT_NAME)).doesNotExist();
    try (LoadedModel model = LoadedModel.open(out)) {
      assertThat(model.restoredKeys()).isEmpty();
      assertThat(call(model, "keras3_sequential", SERVING)).isEqualTo(expected);
    }
  }

  @Test
  void savesWhatCallsChanged() {
    Path out = temp.resolve("saved");
    String second;
    try (LoadedModel model = LoadedModel.open(folder("keras3_subclassed"))) {
      call(model, "keras3_subclassed", "drop");
      save(model, out);
      second = call(model, "keras3_subclassed", "drop");
    }

    try (LoadedModel original = LoadedModel.open(folder("keras3_subclassed"));
        LoadedModel saved = LoadedModel.open(out)) {
      assertThat(call(saved, "keras3_subclassed", "drop"))
          .isEqualTo(second)
          .isNotEqualTo(call(original, "keras3_subclassed", "drop"));
    }
  }

  @Test
  void refusesAVariableThatTheCheckpointHasNoValueOf() {
    Path folder = withCaptures(List::clear, "sequential/logits/bias", "unknown");

    assertThatThrownBy(() -> LoadedModel.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s: expected a value of the variable unknown, float32 [3], which a signature reads, but there is none"
                .formatted(folder.resolve("variables/variables")));
  }

  @Test
  void refusesAValueOfAnotherShape() {
    Path folder = withCaptures(Collections::reverse, "", "");

    assertThatThrownBy(() -> LoadedModel.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "\\S+/variables/variables: expected \\S+kernel/.ATTRIBUTES/VARIABLE_VALUE, the value of the"
                + " variable sequential/logits/bias, to be float32 \\[3] but it is float32 \\[3, 3, 1, 2]");
  }

  @Test
  void savesWhatLinksLeadToAndWhatIsReadOnly() throws IOException {
    Path original = ModelFolder.copy(folder("strings"), temp.resolve("original"), model -> {});
    Path assets = Files.move(original.resolve("assets"), temp.resolve("elsewhere"));
    Files.createSymbolicLink(original.resolve("assets"), assets);
    original.resolve(SavedModelFile.NAME).toFile().setWritable(false);

    Path out = temp.resolve("saved");
    try (LoadedModel model = LoadedModel.open(original)) {
      save(model, out);
    }

    assertThat(out.resolve("assets")).isDirectoryNotContaining(Files::isDirectory);
    assertThat(out.resolve(SavedModelFile.NAME).toFile()).canWrite();
    try (Stream<Path> copied = Files.list(out.resolve("assets"));
        LoadedModel model = LoadedModel.open(out)) {
      assertThat(copied).isNotEmpty();
      assertThat(model.warnings()).isEmpty();
    }
  }
}
