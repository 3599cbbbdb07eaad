package org.stnjava.savedmodel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.ModelFolder;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TString;

/** Calls small models from Python, of many styles, and compares with what Python computed. */
class PythonOutputsTest {

  private static final double TOLERANCE = 1e-5;

  @TempDir Path temp;

  @ParameterizedTest
  @MethodSource("org.stnjava.savedmodel.Fixture#names")
  void givesTheOutputsOfPython(String name) {
    Fixture fixture = Fixture.of(name);
    Map<String, Tensor> feeds = Fixture.tensors(fixture.expected().get("feed"));

    try (LoadedModel model = LoadedModel.open(fixture.folder())) {
      fixture
          .expected()
          .get("signatures")
          .properties()
          .forEach(entry -> compare(model, entry.getKey(), entry.getValue(), feeds));
    } finally {
      feeds.values().forEach(Tensor::close);
    }
  }

  private static void compare(
      LoadedModel model, String signature, JsonNode expected, Map<String, Tensor> feeds) {
    Map<String, Tensor> inputs = Fixture.tensors(expected.get("inputs"));
    Map<String, Tensor> needed = new LinkedHashMap<>(feeds);
    needed.keySet().retainAll(names(model.signature(signature).feeds()));
    Map<String, Tensor> outputs = Fixture.tensors(expected.get("outputs"));
    try (Result result = model.call(signature, inputs, needed)) {
      outputs.forEach(
          (output, value) ->
              assertSame(signature + "." + output, result.get(output).orElseThrow(), value));
    } finally {
      inputs.values().forEach(Tensor::close);
      outputs.values().forEach(Tensor::close);
    }
  }

  private static List<String> names(List<TensorDescription> tensors) {
    return tensors.stream().map(TensorDescription::name).toList();
  }

  private static void assertSame(String name, Tensor value, Tensor expected) {
    assertThat(value.dataType()).as(name).isEqualTo(expected.dataType());
    assertThat(value.shape()).as(name).isEqualTo(expected.shape());
    if (expected instanceof TString strings) {
      assertThat(((TString) value).equals(strings)).as(name).isTrue();
      return;
    }
    assertThat(NpyTensors.array(value).doubles())
        .as(name)
        .containsExactly(NpyTensors.array(expected).doubles(), within(TOLERANCE));
  }

  @Test
  void runsOnAnotherDeviceWhatIsPinnedToAGpu() {
    MetaGraphDef.Builder graph = ModelFolder.graph();
    for (NodeDef.Builder node : graph.getGraphDefBuilder().getNodeBuilderList()) {
      node.setDevice("/job:localhost/replica:0/task:0/device:GPU:7");
    }
    Path folder =
        ModelFolder.write(
            temp.resolve("model"), SavedModel.newBuilder().addMetaGraphs(graph).build());

    try (LoadedModel model = LoadedModel.open(folder);
        Result result =
            model.call(
                "serving_default", Map.of("image", NdArrays.ofBytes(Shape.of(2, 5, 7, 1))))) {
      assertThat(model.description().needs().gpu()).hasSize(1);
      assertThat(((TFloat64) result.get("logits").orElseThrow()).getDouble()).isZero();
    }
  }
}
