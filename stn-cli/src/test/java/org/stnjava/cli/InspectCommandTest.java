package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import picocli.CommandLine;

class InspectCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeAModelWithoutVariables() throws IOException {
    MetaGraphDef.Builder graph = MetaGraphDef.newBuilder();
    graph.getMetaInfoDefBuilder().addTags("serve");
    graph.setGraphDef(
        GraphDef.newBuilder()
            .addNode(NodeDef.newBuilder().setName("image").setOp("Placeholder"))
            .addNode(NodeDef.newBuilder().setName("a").setOp("Identity"))
            .addNode(NodeDef.newBuilder().setName("b").setOp("Identity")));
    graph.putSignatureDef(
        "theta",
        SignatureDef.newBuilder()
            .setMethodName("tensorflow/serving/predict")
            .putInputs("image", tensor("image:0", -1, 5, 7, 1))
            .putOutputs("theta", tensor("b:0", -1, 6))
            .build());
    SavedModel model =
        SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(graph).build();
    Files.write(folder.resolve("saved_model.pb"), model.toByteArray());
  }

  private static TensorInfo tensor(String name, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape)
        .build();
  }

  private int run(String... arguments) {
    CommandLine line =
        new CommandLine(new InspectCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          command.getErr().println(failure.getMessage());
          return 2;
        });
    return line.execute(arguments);
  }

  @Test
  void printsTheModelAsText() {
    assertThat(run(folder.toString())).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            folder + ": SavedModel, schema 1",
            "",
            "graph [serve], no TensorFlow version",
            "  signatures: 1",
            "    theta (tensorflow/serving/predict)",
            "      in  image: float32 [-1, 5, 7, 1], image:0",
            "      out theta: float32 [-1, 6], b:0",
            "  variables: none",
            "  assets: none",
            "  operations: 3 of 2 kinds",
            "    Identity 2, Placeholder 1",
            "  spatial transformers: 1",
            "    signature theta: gives theta",
            "",
            "checkpoint: 0 tensors, 0 bytes");
  }

  @Test
  void printsTheModelAsOneJsonObject() throws IOException {
    assertThat(run(folder.toString(), "--json")).isZero();

    JsonNode graph = new ObjectMapper().readTree(out.toString()).get("metaGraphs").get(0);
    assertThat(graph.at("/tags/0").asText()).isEqualTo("serve");
    assertThat(graph.at("/signatures/0/inputs/0/shape").toString()).isEqualTo("[-1,5,7,1]");
    assertThat(graph.at("/operations").toString()).isEqualTo("{\"Identity\":2,\"Placeholder\":1}");
    assertThat(graph.at("/spatialTransformers/0/where").asText()).isEqualTo("theta");
  }

  @Test
  void showsTheGraphWithTheTags() {
    assertThat(run(folder.toString(), "--tags", "serve")).isZero();

    assertThat(out.toString()).contains("graph [serve]");
  }

  @Test
  void saysWhichTagsThereAre() {
    assertThat(run(folder.toString(), "--tags", "serve,gpu")).isEqualTo(2);

    assertThat(err.toString().strip())
        .isEqualTo(
            "--tags: expected those of a graph in " + folder + ", [serve], but got [gpu, serve]");
  }

  @Test
  void saysWhatIsBroken() throws IOException {
    Files.write(folder.resolve("saved_model.pb"), new byte[0]);

    assertThat(run(folder.toString())).isEqualTo(2);

    assertThat(err.toString().strip())
        .isEqualTo(
            "SAVED_MODEL: "
                + folder.resolve("saved_model.pb")
                + ": expected the protocol buffer of a SavedModel but the file is empty");
    assertThat(out.toString()).isEmpty();
  }
}
