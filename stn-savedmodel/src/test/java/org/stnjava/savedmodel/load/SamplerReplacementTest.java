package org.stnjava.savedmodel.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.models.Model;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Kernel;
import org.stnjava.ops.interpolation.Padding;
import org.stnjava.ops.sample.Execution;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Transforms;
import org.stnjava.savedmodel.ModelFolder;
import org.stnjava.savedmodel.export.SavedModelExporter;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.stnjava.savedmodel.tune.InstalledModel;
import org.stnjava.savedmodel.tune.TunableModel;
import org.stnjava.savedmodel.tune.Tuning;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

class SamplerReplacementTest {

  private static final Path TRAINED = Path.of("../saved_models");
  private static final Set<String> TAGS = Set.of("serve");

  private static final ImageShape INPUT = new ImageShape(40, 30, 2);
  private static final int SEED = 5;
  private static final int PARAMETERS = 40_000;

  @TempDir Path temporary;

  private static List<String> loops(LoadedModel model) {
    List<String> found = new ArrayList<>();
    model
        .bundle()
        .graph()
        .operations()
        .forEachRemaining(
            operation -> {
              if (operation.type().equals("StnSample")) {
                found.add(operation.name());
              }
            });
    return found;
  }

  private static Value call(LoadedModel model, String signature, String output, Value images) {
    try (Tensor image = images.tensor(TFloat32.class);
        Result result = model.call(signature, Map.of("image", image))) {
      return Value.copyOf(result.get(output).orElseThrow());
    }
  }

  /** Requires equal outputs of all signatures, by as many loops as there are transformers. */
  private static void requireEqualOutputs(Path folder, int transformers, Value images) {
    try (LoadedModel portable = LoadedModel.open(folder, TAGS, Execution.PORTABLE);
        LoadedModel fast = LoadedModel.open(folder)) {
      assertThat(loops(portable)).isEmpty();
      assertThat(loops(fast)).hasSize(transformers);
      fast.signatures()
          .forEach(
              signature ->
                  signature
                      .outputs()
                      .forEach(
                          output ->
                              call(fast, signature.name(), output.name(), images)
                                  .mustEqual(
                                      call(portable, signature.name(), output.name(), images),
                                      Tolerance.FLOAT32)));
    }
  }

  private Path export(String transform, Sampler sampler) {
    Classifier classifier =
        Classifiers.byName(
            "st-cnn",
            ClassifierOptions.of(INPUT, 7)
                .withParameters(PARAMETERS)
                .withTransform(Transforms.byName(transform))
                .withSampler(sampler));
    Path folder = temporary.resolve("model");
    try (Model model = new Model(classifier, SEED)) {
      SavedModelExporter.export(classifier, model.weights.read(model.session()), folder);
    }
    return folder;
  }

  @ParameterizedTest(name = "{0} with {1} transformers, seed 5")
  @CsvSource({
    "mnist-rts-affine, 1, 42",
    "mnist-rts-tps, 1, 42",
    "cluttered40, 1, 40",
    "multi-digit, 2, 60"
  })
  void givesTheOutputsOfTrainedModels(String name, int transformers, int size) {
    Value images = Value.random(SEED, 0, 1, 3, size, size, 1);

    requireEqualOutputs(TRAINED.resolve(name).resolve("1"), transformers, images);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, {3}, seed 5")
  @CsvSource({
    "affine, bilinear, zeros, HALF_PIXEL",
    "affine, bilinear, border, HALF_PIXEL",
    "affine, bilinear, constant, HALF_PIXEL",
    "affine, bilinear, constants, ALIGN_CORNERS",
    "affine, bicubic, reflection, HALF_PIXEL",
    "affine, nearest, zeros, ALIGN_CORNERS",
    "tps, bilinear, zeros, HALF_PIXEL",
    "tps, bilinear, border, HALF_PIXEL",
    "tps, bilinear, constant, HALF_PIXEL"
  })
  void givesTheOutputsOfEverySampler(
      String transform, String kernel, String padding, PixelCoordinates coordinates) {
    Padding outside =
        switch (padding) {
          case "constant" -> Padding.constant(-0.42f);
          case "constants" -> Padding.constant(0.25f, -3);
          default -> Padding.byName(padding);
        };
    Path folder = export(transform, new Sampler(Kernel.byName(kernel), outside, coordinates));

    requireEqualOutputs(folder, 1, Value.random(SEED, 0, 1, 3, 40, 30, 2));
  }

  private Path altered(Consumer<NodeDef.Builder> edit) {
    Path original = export("affine", Sampler.bilinear());
    return ModelFolder.copy(
        original,
        temporary.resolve("altered"),
        model ->
            model.getMetaGraphsBuilder(0).getGraphDefBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getName().contains("/sampler/"))
                .forEach(edit));
  }

  @Test
  void leavesASamplerWithAnotherConstant() {
    List<String> changed = new ArrayList<>();
    Path folder =
        altered(
            node -> {
              if (isHalf(node) && changed.isEmpty()) {
                changed.add(node.getName());
                node.putAttr(
                    "value",
                    node.getAttrOrThrow("value").toBuilder()
                        .setTensor(
                            node.getAttrOrThrow("value").getTensor().toBuilder()
                                .setDoubleVal(0, 0.5000001))
                        .build());
              }
            });

    try (LoadedModel model = LoadedModel.open(folder)) {
      assertThat(changed).hasSize(1);
      assertThat(loops(model)).isEmpty();
    }
  }

  private static boolean isHalf(NodeDef.Builder node) {
    return node.getOp().equals("Const")
        && node.getAttrOrThrow("dtype").getType() == DataType.DT_DOUBLE
        && node.getAttrOrThrow("value").getTensor().getDoubleValList().equals(List.of(0.5));
  }

  @ParameterizedTest(name = "{0} in place of {1}")
  @CsvSource({"Ceil, Floor", "Sub, Mul", "LessEqual, Less"})
  void leavesASamplerWithAnotherOperation(String other, String operation) {
    List<String> changed = new ArrayList<>();
    Path folder =
        altered(
            node -> {
              if (node.getOp().equals(operation)
                  && node.getAttrOrDefault("T", floats()).equals(floats())
                  && changed.isEmpty()) {
                changed.add(node.getName());
                node.setOp(other);
              }
            });

    try (LoadedModel model = LoadedModel.open(folder)) {
      assertThat(changed).hasSize(1);
      assertThat(loops(model)).isEmpty();
    }
  }

  private static AttrValue floats() {
    return AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
  }

  @Test
  void leavesASamplerWithOtherWiring() {
    List<String> changed = new ArrayList<>();
    Path folder =
        altered(
            node -> {
              if (node.getOp().equals("AddN")) {
                changed.add(node.getName());
                String first = node.getInput(0);
                node.setInput(0, node.getInput(1)).setInput(1, first);
              }
            });

    try (LoadedModel model = LoadedModel.open(folder)) {
      assertThat(changed).hasSize(1);
      assertThat(loops(model)).isEmpty();
    }
  }

  @Test
  void feedsATensorWithinTheSampler() {
    Path folder = export("affine", Sampler.bilinear());
    Value images = Value.random(SEED, 0, 1, 2, 40, 30, 2);
    try (LoadedModel model = LoadedModel.open(folder)) {
      String warped = model.signature("warp").output("warped").node();
      String rows =
          model.definition().getGraphDef().getNodeList().stream()
              .filter(node -> node.getName().contains("/sampler/") && node.getOp().equals("AddN"))
              .map(NodeDef::getName)
              .findFirst()
              .orElseThrow();
      LoadedModel fed = model.withSignature("fed", List.of("image", rows), List.of(warped));
      long points = call(model, "warp", "warped", images).shape().size() / 2;
      Value values = Value.random(SEED, 0, 1, points, 2);

      try (Tensor image = images.tensor(TFloat32.class);
          Tensor read = values.tensor(TFloat32.class);
          Result result = fed.call("fed", Map.of("image", image, rows, read))) {
        assertThat(Value.copyOf(result.get(0)).data()).isEqualTo(Value.copyOf(read).data());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"AUTOMATIC", "JAVA"})
  void savesThePortableGraph(Execution execution) {
    Path folder = export("affine", Sampler.bilinear());
    Path saved = temporary.resolve("saved");

    try (LoadedModel model = LoadedModel.open(folder, TAGS, execution);
        TunableModel tunable = TunableModel.open(model, Tuning.of("serving_default"), SEED);
        InstalledModel installed = tunable.install(graph -> graph)) {
      assertThat(loops(model)).hasSize(1);
      assertThat(tunable.graph().toGraphDef().getNodeList())
          .extracting(NodeDef::getOp)
          .doesNotContain("StnSample");
      installed.save(saved);
    }

    assertThat(SavedModelFile.read(saved).getMetaGraphs(0).getGraphDef())
        .isEqualTo(SavedModelFile.read(folder).getMetaGraphs(0).getGraphDef());
    requireEqualOutputs(saved, 1, Value.random(SEED, 0, 1, 3, 40, 30, 2));
  }
}
