package org.stnjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

class InspectCommandTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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
    List<String> line = new ArrayList<>(List.of("inspect"));
    line.addAll(List.of(arguments));
    return Stn.run(
        line.toArray(String[]::new),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
  }

  @Test
  void printsTheModelAsText() {
    assertThat(run(folder.toString())).isZero();

    assertThat(out.toString(UTF_8).lines())
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
            "  functions: none",
            "  operations: 3 of 2 kinds",
            "    Identity 2, Placeholder 1",
            "  devices: none",
            "  needs a GPU: none",
            "  initializers: none",
            "  tables: none",
            "  operations unknown here: none",
            "  spatial transformers: 1",
            "    signature theta: gives theta",
            "      theta: b:0",
            "",
            "checkpoint: 0 tensors, 0 bytes");
  }

  @Test
  void printsTheModelAsOneJsonObject() throws IOException {
    assertThat(run(folder.toString(), "--json")).isZero();

    JsonNode graph = new ObjectMapper().readTree(out.toString(UTF_8)).get("metaGraphs").get(0);
    assertThat(graph.at("/tags/0").asText()).isEqualTo("serve");
    assertThat(graph.at("/signatures/0/inputs/0/shape").toString()).isEqualTo("[-1,5,7,1]");
    assertThat(graph.at("/operations").toString()).isEqualTo("{\"Identity\":2,\"Placeholder\":1}");
    assertThat(graph.at("/spatialTransformers/0/where").asText()).isEqualTo("theta");
    assertThat(graph.at("/spatialTransformers/0/theta").asText()).isEqualTo("b:0");
    assertThat(graph.at("/needs/gpu").toString()).isEqualTo("[]");
  }

  @Test
  void showsTheGraphWithTheTags() {
    assertThat(run(folder.toString(), "--tags", "serve")).isZero();

    assertThat(out.toString(UTF_8)).contains("graph [serve]");
  }

  @Test
  void saysWhichTagsThereAre() {
    assertThat(run(folder.toString(), "--tags", "serve,gpu")).isEqualTo(2);

    assertThat(err.toString(UTF_8).strip())
        .isEqualTo(
            "stn inspect: --tags: expected those of a graph in "
                + folder
                + ", [serve], but got [gpu, serve]");
  }

  @Test
  void saysWhatIsBroken() throws IOException {
    Files.write(folder.resolve("saved_model.pb"), new byte[0]);

    assertThat(run(folder.toString())).isEqualTo(2);

    assertThat(err.toString(UTF_8).strip())
        .isEqualTo(
            "stn inspect: SAVED_MODEL: "
                + folder.resolve("saved_model.pb")
                + ": expected the protocol buffer of a SavedModel but the file is empty");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void listsWarnings() throws IOException {
    Path file = Files.write(folder.resolve("fingerprint.pb"), new byte[] {0x32, 0x02, 0x08, 0x01});
    String warning = file + ": expected a checksum of saved_model.pb but it holds none";

    assertThat(run(folder.toString())).isZero();
    assertThat(out.toString(UTF_8).lines()).contains("warning: " + warning);
    assertThat(err.toString(UTF_8).lines())
        .containsExactly("stn inspect: warning: SAVED_MODEL: " + warning);

    out.reset();
    assertThat(run(folder.toString(), "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString(UTF_8)).at("/warnings").toString())
        .isEqualTo("[\"" + warning + "\"]");
  }

  @Test
  void showsAGraphWithoutTags() throws IOException {
    SavedModel.Builder model =
        SavedModel.parseFrom(Files.readAllBytes(folder.resolve("saved_model.pb"))).toBuilder();
    model.getMetaGraphsBuilder(0).getMetaInfoDefBuilder().clearTags();
    Files.write(folder.resolve("saved_model.pb"), model.build().toByteArray());

    assertThat(run(folder.toString(), "--tags", "")).isZero();

    assertThat(out.toString(UTF_8)).contains("graph [], no TensorFlow version");
  }
}
