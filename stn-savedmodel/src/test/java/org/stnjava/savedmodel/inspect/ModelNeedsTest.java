package org.stnjava.savedmodel.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.savedmodel.ModelFolder;
import org.stnjava.savedmodel.description.ModelDescription.Function;
import org.stnjava.savedmodel.description.ModelDescription.MetaGraph;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;

class ModelNeedsTest {

  @TempDir Path temp;

  private final MetaGraphDef.Builder graph = ModelFolder.graph();

  private MetaGraph inspected() {
    SavedModel model = SavedModel.newBuilder().addMetaGraphs(graph).build();
    return SavedModelInspector.inspect(ModelFolder.write(temp.resolve("model"), model))
        .metaGraphs()
        .get(0);
  }

  private void add(NodeDef node) {
    graph.getGraphDefBuilder().addNode(node);
  }

  @Test
  void listsPlaceholdersThatAreNeededButStandInNoSignature() {
    NodeDef rate = ModelFolder.node("keep", "Placeholder");
    add(
        ModelFolder.typed(rate, "dtype", DataType.DT_FLOAT).toBuilder()
            .putAttr("shape", AttrValue.newBuilder().setShape(ModelFolder.shape(2, 3)).build())
            .build());
    add(ModelFolder.typed(ModelFolder.node("unused", "Placeholder"), "dtype", DataType.DT_FLOAT));
    add(ModelFolder.typed(ModelFolder.node("v", "Identity", "keep:0"), "T", DataType.DT_FLOAT));
    graph.getGraphDefBuilder().getVersionsBuilder().setProducer(1882);
    graph.putSignatureDef(
        "drop",
        SignatureDef.newBuilder()
            .putOutputs("v", ModelFolder.tensor("v:0", DataType.DT_FLOAT, ModelFolder.shape(2, 3)))
            .build());

    assertThat(inspected().signatures().get(0).feeds())
        .containsExactly(new TensorDescription("keep", "keep:0", "float32", List.of(2L, 3L)));
  }

  @Test
  void listsDevicesAndWhyAGpuIsWanted() {
    add(ModelFolder.node("a", "NoOp").toBuilder().setDevice("/device:GPU:0").build());
    add(
        ModelFolder.node("b", "Conv2D", "image", "a").toBuilder()
            .putAttr(
                "data_format", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("NCHW")).build())
            .build());

    assertThat(inspected().needs().devices()).containsExactly("/device:GPU:0");
    assertThat(inspected().needs().gpu())
        .containsExactly("pinned to /device:GPU:0: 1 nodes", "layout NCHW: 1 nodes");
  }

  @Test
  void listsInitializersAndTables() {
    NodeDef table = ModelFolder.node("words", "HashTableV2");
    add(
        ModelFolder.typed(
            ModelFolder.typed(table, "key_dtype", DataType.DT_STRING),
            "value_dtype",
            DataType.DT_INT64));
    graph.putCollectionDef(
        "saved_model_main_op",
        CollectionDef.newBuilder()
            .setNodeList(CollectionDef.NodeList.newBuilder().addValue("group_deps"))
            .build());
    graph.putSignatureDef(
        "__saved_model_init_op",
        SignatureDef.newBuilder()
            .putOutputs(
                "__saved_model_init_op",
                ModelFolder.tensor("NoOp", DataType.DT_INVALID, ModelFolder.shape()))
            .build());

    assertThat(inspected().needs().initializers()).containsExactly("NoOp", "group_deps");
    assertThat(inspected().needs().tables()).containsExactly("words: HashTableV2 string to int64");
    assertThat(inspected().signatures()).hasSize(1);
  }

  @Test
  void listsTheFunctionsOfTheLibrary() {
    graph
        .getGraphDefBuilder()
        .getLibraryBuilder()
        .addFunction(
            FunctionDef.newBuilder()
                .setSignature(
                    OpDef.newBuilder()
                        .setName("call")
                        .addInputArg(OpDef.ArgDef.newBuilder().setName("u"))
                        .addInputArg(OpDef.ArgDef.newBuilder().setName("w"))
                        .addOutputArg(OpDef.ArgDef.newBuilder().setName("v")))
                .addNodeDef(ModelFolder.node("m", "MatMul", "u", "w")));

    assertThat(inspected().functions()).containsExactly(new Function("call", 2, 1, 1));
  }
}
