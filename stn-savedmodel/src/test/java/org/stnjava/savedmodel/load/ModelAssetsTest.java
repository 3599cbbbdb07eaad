package org.stnjava.savedmodel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.ModelFolder;
import org.tensorflow.Result;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TString;

/** Models with an asset, {@code labels.txt}, that is there or missing. */
class ModelAssetsTest {

  @TempDir Path temp;

  /** The signature {@code name} reads no asset. */
  private static MetaGraphDef.Builder graph() {
    MetaGraphDef.Builder graph = ModelFolder.graph().clearSignatureDef();
    graph.addAssetFileDef(
        AssetFileDef.newBuilder()
            .setFilename("labels.txt")
            .setTensorInfo(ModelFolder.tensor("any:0", DataType.DT_STRING, ModelFolder.shape())));
    return graph.putSignatureDef(
        "name",
        SignatureDef.newBuilder()
            .putOutputs(
                "y", ModelFolder.tensor("logits:0", DataType.DT_DOUBLE, ModelFolder.shape()))
            .build());
  }

  /** Adds a variable that takes the asset's content when the model is loaded. */
  private static void addInitializer(MetaGraphDef.Builder graph) {
    DataType string = DataType.DT_STRING;
    graph
        .getGraphDefBuilder()
        .addNode(ModelFolder.node("content", "ReadFile", "any"))
        .addNode(
            ModelFolder.typed(ModelFolder.node("words", "VarHandleOp"), "dtype", string).toBuilder()
                .putAttr("shape", AttrValue.newBuilder().setShape(ModelFolder.shape()).build()))
        .addNode(
            ModelFolder.typed(
                ModelFolder.node("assign", "AssignVariableOp", "words", "content"),
                "dtype",
                string))
        .addNode(ModelFolder.node("init", "NoOp", "^assign"));
    graph.putSignatureDef(
        "__saved_model_init_op",
        SignatureDef.newBuilder()
            .putOutputs(
                "__saved_model_init_op",
                ModelFolder.tensor("init", DataType.DT_INVALID, ModelFolder.shape()))
            .build());
  }

  private Path write(MetaGraphDef.Builder graph) {
    return ModelFolder.write(temp, SavedModel.newBuilder().addMetaGraphs(graph).build());
  }

  @Test
  void runsASignatureThatDoesNotReadAMissingAsset() {
    Path folder = write(graph());

    try (LoadedModel model = LoadedModel.open(folder);
        Result result = model.call("name", Map.of())) {
      assertThat(result.get("y")).isPresent();
      assertThat(model.warnings())
          .containsExactly(
              folder.resolve("assets/labels.txt")
                  + ": expected an asset of the model but the file is missing");
    }
  }

  @Test
  void refusesAModelWhoseInitializerReadsAMissingAsset() {
    MetaGraphDef.Builder graph = graph();
    addInitializer(graph);
    Path folder = write(graph);

    assertThatThrownBy(() -> LoadedModel.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder.resolve("assets/labels.txt")
                + ": expected an asset that the model reads when it is loaded but the file is"
                + " missing");
  }

  @Test
  void loadsAModelWhoseInitializerReadsAnAsset() throws IOException {
    MetaGraphDef.Builder graph = graph();
    addInitializer(graph);
    Path folder = write(graph);
    Files.createDirectory(folder.resolve("assets"));
    Files.writeString(folder.resolve("assets/labels.txt"), "cat\ndog\n");

    try (LoadedModel model = LoadedModel.open(folder)) {
      assertThat(model.warnings()).isEmpty();
    }
  }

  @Test
  void refusesToCallASignatureWithoutOutputs() {
    MetaGraphDef.Builder graph = graph();
    graph.putSignatureDef("nothing", SignatureDef.getDefaultInstance());

    try (LoadedModel model = LoadedModel.open(write(graph))) {
      assertThatThrownBy(() -> model.call("nothing", Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("signature nothing: expected outputs to compute but it has none");
    }
  }

  /** TensorFlow for Java runs initializers of this collection without the paths of assets. */
  @Test
  void loadsAModelWhoseTableInitializerReadsAnAsset() throws IOException {
    MetaGraphDef.Builder graph = graph();
    addInitializer(graph);
    graph
        .removeSignatureDef("__saved_model_init_op")
        .putCollectionDef(
            "table_initializer",
            CollectionDef.newBuilder()
                .setNodeList(CollectionDef.NodeList.newBuilder().addValue("init"))
                .build())
        .getGraphDefBuilder()
        .addNode(
            ModelFolder.typed(
                ModelFolder.node("read", "ReadVariableOp", "words"), "dtype", DataType.DT_STRING));
    graph.putSignatureDef(
        "words",
        SignatureDef.newBuilder()
            .putOutputs("y", ModelFolder.tensor("read:0", DataType.DT_STRING, ModelFolder.shape()))
            .build());
    Path folder = write(graph);
    Files.createDirectory(folder.resolve("assets"));
    Files.writeString(folder.resolve("assets/labels.txt"), "crop");

    try (LoadedModel model = LoadedModel.open(folder);
        Result result = model.call("words", Map.of())) {
      assertThat(((TString) result.get("y").orElseThrow()).getObject()).isEqualTo("crop");
      assertThat(model.warnings()).isEmpty();
    }
  }

  /** {@code tf.saved_model.save} of a module with an asset and one function, no signatures. */
  @Test
  void readsAnAssetInAFunctionOfAModuleWithoutSignatures() {
    Path module = Fixture.folder("asset_function");

    try (LoadedModel model = LoadedModel.open(module);
        Result result = model.call("content", Map.of())) {
      assertThat(((TString) result.get(0)).getObject()).isEqualTo("crop\nwarp\n");
    }
  }
}
