package org.stnjava.savedmodel.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stnjava.savedmodel.ModelFolder.node;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.savedmodel.description.ModelDescription.TransformerSite;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

class TransformerFinderTest {

  private static final List<NodeDef> SAMPLER =
      List.of(
          node("net/stn/x/Floor", "Floor", "net/stn/grid:0"),
          node("net/stn/x/Cast", "Cast", "net/stn/x/Floor:y:0"),
          node("net/stn/y/Floor", "Floor", "net/stn/grid:0"),
          node("net/stn/Mul", "Mul", "net/stn/y/Floor", "width"),
          node("net/stn/Add", "AddV2", "net/stn/Mul:z:0", "net/stn/x/Cast:y:0"),
          node("net/stn/Gather", "GatherV2", "u", "net/stn/Add", "axis"),
          node("net/stn/Gather_1", "GatherV2", "u", "net/stn/Add", "axis"));

  @Test
  void findsASamplerInTheGraph() {
    GraphDef graph = GraphDef.newBuilder().addAllNode(SAMPLER).build();

    assertThat(TransformerFinder.find(graph, List.of()))
        .containsExactly(
            new TransformerSite(
                "sampler", "net/stn", "gathers at floored coordinates: 2 Gather, 2 Floor", ""));
  }

  @Test
  void findsTheThetaThatTheTargetGridIsMultipliedWith() {
    GraphDef graph =
        GraphDef.newBuilder()
            .addAllNode(SAMPLER)
            .addNode(node("net/stn/grid", "Unpack", "net/stn/MatMul"))
            .addNode(node("net/stn/MatMul", "BatchMatMulV2", "net/theta", "net/target"))
            .addNode(node("net/target", "Tile", "net/regular", "net/batch"))
            .addNode(node("net/regular", "Const"))
            .addNode(node("net/batch", "Shape", "u"))
            .addNode(node("net/theta", "Reshape", "net/dense"))
            .addNode(node("net/dense", "MatMul", "u", "kernel"))
            .addNode(node("u", "Placeholder"))
            .build();

    assertThat(TransformerFinder.find(graph, List.of()))
        .extracting(TransformerSite::theta)
        .containsExactly("net/theta");
  }

  @Test
  void findsASamplerInAFunction() {
    GraphDef.Builder graph = GraphDef.newBuilder();
    graph
        .getLibraryBuilder()
        .addFunction(
            FunctionDef.newBuilder()
                .setSignature(OpDef.newBuilder().setName("call"))
                .addAllNodeDef(SAMPLER));

    assertThat(TransformerFinder.find(graph.build(), List.of()))
        .extracting(TransformerSite::where)
        .containsExactly("call:net/stn");
  }

  @Test
  void passesOverAGatherBehindAConvolution() {
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(node("Floor", "Floor", "x"))
            .addNode(node("Conv", "Conv2D", "Floor", "kernel"))
            .addNode(node("Gather", "GatherV2", "table", "Conv", "axis"))
            .addNode(node("Table", "GatherV2", "Floor", "word", "axis"))
            .build();

    assertThat(TransformerFinder.find(graph, List.of())).isEmpty();
  }

  @Test
  void findsOperationsThatWarp() {
    GraphDef graph =
        GraphDef.newBuilder().addNode(node("a/crop", "CropAndResize", "u", "boxes")).build();

    assertThat(TransformerFinder.find(graph, List.of()))
        .containsExactly(new TransformerSite("CropAndResize", "a/crop", "CropAndResize", "boxes"));
  }

  @Test
  void findsSignaturesThatGiveTheta() {
    List<SignatureDescription> signatures =
        List.of(
            new SignatureDescription(
                "look",
                "",
                List.of(),
                List.of(output("theta_1"), output("other")),
                Map.of(),
                List.of()),
            new SignatureDescription(
                "warp", "", List.of(), List.of(output("v")), Map.of(), List.of()),
            new SignatureDescription(
                "serving_default", "", List.of(), List.of(output("logits")), Map.of(), List.of()));

    assertThat(TransformerFinder.find(GraphDef.getDefaultInstance(), signatures))
        .containsExactly(
            new TransformerSite("signature", "look", "gives theta_1", "theta_1:0"),
            new TransformerSite("signature", "warp", "gives v", ""));
  }

  private static TensorDescription output(String name) {
    return new TensorDescription(name, name + ":0", "float32", List.of(-1L, 6L));
  }
}
