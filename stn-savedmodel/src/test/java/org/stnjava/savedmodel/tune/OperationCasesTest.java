package org.stnjava.savedmodel.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.graph.FunctionInliner;
import org.stnjava.savedmodel.graph.FunctionInliner.Flattened;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** Operations after their rewrites, against what tools/interop/make_operation_cases.py noted. */
class OperationCasesTest {

  private static final Path FOLDER = Path.of("src/test/resources/operations");
  private static final double OUTPUT = 1e-5;
  private static final double GRADIENT = 1e-4;

  static Stream<Named<JsonNode>> cases() {
    return Stream.of(
            "projective",
            "resize",
            "convolution",
            "volume",
            "elementwise",
            "shape",
            "matrix",
            "normalization",
            "lists")
        .flatMap(OperationCasesTest::family);
  }

  private static Stream<Named<JsonNode>> family(String name) {
    try {
      JsonNode all = new ObjectMapper().readTree(FOLDER.resolve(name + ".json").toFile());
      return StreamSupport.stream(all.spliterator(), false)
          .map(one -> Named.of(name + "/" + one.get("name").asText(), one));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatPythonDoesAndHasItsGradients(JsonNode expected)
      throws InvalidProtocolBufferException {
    byte[] definition = Base64.getDecoder().decode(expected.get("graph").asText());
    String wanted = expected.at("/output/node").asText() + ":0";
    Flattened flat =
        FunctionInliner.flatten(GraphDef.parseFrom(definition), List.of(wanted), Map.of());
    try (Graph graph = new Graph()) {
      graph.importGraphDef(GraphDef.newBuilder().addAllNode(flat.graph().nodes()).build());
      Output<?> y = graph.outputOrThrow(flat.tensor(wanted));
      List<Optional<Output<?>>> gradients = gradients(graph, y, expected);
      List<float[]> values = run(graph, y, gradients, expected);

      assertClose("output", values.get(0), expected.get("output"), OUTPUT);
      int next = 1;
      for (int i = 0; i < gradients.size(); i++) {
        JsonNode gradient = expected.get("gradients").get(i);
        float[] value =
            gradients.get(i).isPresent()
                ? values.get(next++)
                : new float[expected.get("inputs").get(i).get("values").size()];
        if (gradient.isNull()) {
          assertThat(value).as("gradient " + i).containsOnly(0f);
        } else {
          assertClose("gradient " + i, value, gradient, GRADIENT);
        }
      }
    }
  }

  private static List<Optional<Output<?>>> gradients(Graph graph, Output<?> y, JsonNode expected) {
    float[] weights = new float[expected.at("/output/values").size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.cos(i);
    }
    Output<?> upstream =
        Ops.create(graph)
            .constant(Fixture.shape(expected.get("output")), DataBuffers.of(weights))
            .asOutput();
    List<Output<?>> xs = new ArrayList<>();
    List<Optional<Output<?>>> all = new ArrayList<>();
    Map<Integer, Integer> places = new LinkedHashMap<>();
    for (JsonNode input : expected.get("inputs")) {
      if (graph.operation(input.get("node").asText()) != null) {
        places.put(all.size(), xs.size());
        xs.add(graph.outputOrThrow(input.get("node").asText()));
      }
      all.add(Optional.empty());
    }
    List<Optional<Output<?>>> found =
        Differentiation.gradients(
            graph, new Differentiation.Weighted(y, Optional.of(upstream)), xs, Map.of());
    places.forEach((place, index) -> all.set(place, found.get(index)));
    return all;
  }

  private static List<float[]> run(
      Graph graph, Output<?> y, List<Optional<Output<?>>> gradients, JsonNode expected) {
    List<Tensor> fed = new ArrayList<>();
    try (Session session = new Session(graph)) {
      Session.Runner runner = session.runner().fetch(y);
      gradients.forEach(gradient -> gradient.ifPresent(runner::fetch));
      for (JsonNode input : expected.get("inputs")) {
        if (graph.operation(input.get("node").asText()) != null) {
          Tensor tensor = Fixture.tensor(input);
          fed.add(tensor);
          runner.feed(input.get("node").asText(), tensor);
        }
      }
      List<float[]> values = new ArrayList<>();
      try (Result result = runner.run()) {
        result.forEach(entry -> values.add(floats((TFloat32) entry.getValue())));
      }
      return values;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static float[] floats(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values)));
    return values;
  }

  private static void assertClose(String what, float[] got, JsonNode expected, double tolerance) {
    float[] values = Fixture.floats(expected);
    assertThat(got).as(what).hasSameSizeAs(values);
    for (int i = 0; i < got.length; i++) {
      double allowed = tolerance * (1 + Math.abs(values[i]));
      assertThat((double) got[i])
          .as("%s, element %d", what, i)
          .isCloseTo(values[i], org.assertj.core.api.Assertions.within(allowed));
    }
  }
}
