package org.stnjava.savedmodel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.models.Model;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.classifier.Parallel;
import org.stnjava.models.classifier.ThetaUse;
import org.stnjava.models.localization.Start;
import org.stnjava.models.transformer.Warp;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.stnjava.testing.Tolerance;
import org.stnjava.testing.Value;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.types.TFloat32;

class SavedModelExporterTest {

  private static final Classifier CLASSIFIER =
      Classifiers.byName("st-cnn", ClassifierOptions.of(new ImageShape(40, 30, 1), 7));

  @TempDir Path temporary;
  Path folder;

  @BeforeEach
  void chooseAFolder() {
    folder = temporary.resolve("model");
  }

  @ParameterizedTest(name = "{0} images")
  @ValueSource(ints = {1, 3})
  void keepsTheOutputsForAnyBatchSize(int n) {
    try (Model model = new Model(CLASSIFIER, 5)) {
      Value images = Value.random(1, 0, 1, n, 40, 30, 1);
      SavedModelExporter.export(CLASSIFIER, model.weights.read(model.session()), folder);

      try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString())) {
        call(bundle, "serving_default", "logits", images)
            .mustEqual(model.compute(Classification::logits, images), Tolerance.EXACT);
        call(bundle, "theta", "theta", images)
            .mustEqual(
                model.compute(result -> result.warps().get(0).theta(), images), Tolerance.EXACT);
        call(bundle, "warp", "warped", images)
            .mustEqual(model.compute(result -> result.warps().get(0).v(), images), Tolerance.EXACT);
        assertThat(call(bundle, "warp", "grid", images).shape().asArray())
            .containsExactly(n, 56, 56, 2);
        assertThat(sumOfRow(call(bundle, "serving_default", "probabilities", images)))
            .isBetween(0.99999, 1.00001);
      }
    }
  }

  @Test
  void keepsTheLogitsOfSeveralObjects() {
    Classifier objects =
        Classifiers.byName(
            "parallel-st-cnn",
            ClassifierOptions.of(new ImageShape(40, 30, 1), 7)
                .withLabels(2)
                .withParallel(new Parallel(2, Parallel.Localization.SHARED, Start.TILES)));
    try (Model model = new Model(objects, 5)) {
      Value images = Value.random(1, 0, 1, 3, 40, 30, 1);
      SavedModelExporter.export(objects, model.weights.read(model.session()), folder);

      try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString())) {
        call(bundle, "serving_default", "logits", images)
            .mustEqual(model.compute(Classification::logits, images), Tolerance.EXACT);
        call(bundle, "theta", "theta_1", images)
            .mustEqual(
                model.compute(result -> result.warps().get(1).theta(), images), Tolerance.EXACT);
        assertThat(call(bundle, "serving_default", "probabilities", images).shape().asArray())
            .containsExactly(3, 2, 7);
      }
    }
  }

  @ParameterizedTest(name = "{0} with {1} transformers")
  @CsvSource({
    "stacked-st-cnn, 3",
    "recurrent-st-cnn, 2",
    "ic-st-cnn, 3",
    "glimpse-st-cnn, 2",
    "st-cnn, 2"
  })
  void keepsWhatSeveralTransformersDo(String name, int transformers) {
    Classifier several =
        Classifiers.byName(
            name,
            ClassifierOptions.of(new ImageShape(40, 30, 1), 7)
                .withTransformers(transformers)
                .withTheta(ThetaUse.FORWARD));
    try (Model model = new Model(several, 5)) {
      Map<String, float[]> weights = model.weights.read(model.session());
      weights.entrySet().stream()
          .filter(weight -> weight.getKey().endsWith("theta/bias"))
          .forEach(weight -> weight.getValue()[2] = 0.3f);
      model.weights.write(model.session(), weights);
      Value images = Value.random(1, 0, 1, 3, 40, 30, 1);
      SavedModelExporter.export(several, weights, folder);

      try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString())) {
        call(bundle, "serving_default", "logits", images)
            .mustEqual(model.compute(Classification::logits, images), Tolerance.EXACT);
        for (int i = 0; i < transformers; i++) {
          Warp warp = model.result.warps().get(i);
          call(bundle, "theta", "theta_" + i, images)
              .mustEqual(model.compute(result -> warp.theta(), images), Tolerance.EXACT);
          call(bundle, "warp", "warped_" + i, images)
              .mustEqual(model.compute(result -> warp.v(), images), Tolerance.EXACT);
          call(bundle, "warp", "grid_" + i, images)
              .mustEqual(model.compute(result -> warp.grid(), images), Tolerance.EXACT);
        }
        assertThat(bundle.metaGraphDef().getSignatureDefOrThrow("theta").getOutputsCount())
            .isEqualTo(transformers);
      }
    }
  }

  private static double sumOfRow(Value probabilities) {
    double sum = 0;
    for (int c = 0; c < 7; c++) {
      sum += probabilities.data()[c];
    }
    return sum;
  }

  private static Value call(
      SavedModelBundle bundle, String signature, String output, Value images) {
    try (Tensor image = images.tensor(TFloat32.class);
        Result result = bundle.function(signature).call(Map.of("image", image))) {
      return Value.copyOf(result.get(output).orElseThrow());
    }
  }

  @Test
  void tellsPythonAboutItsVariables() throws IOException {
    export();

    MetaGraphDef graph =
        SavedModel.parseFrom(Files.readAllBytes(folder.resolve("saved_model.pb"))).getMetaGraphs(0);
    assertThat(graph.getCollectionDefOrThrow("variables").getBytesList().getValueCount())
        .isEqualTo(14);
    assertThat(graph.getMetaInfoDef().getTensorflowVersion()).isEqualTo("2.18.0");
    assertThat(graph.getGraphDef().getNodeList())
        .extracting(NodeDef::getOp)
        .doesNotContain("PartitionedCall", "StatefulPartitionedCall");
    assertThat(graph.getSignatureDefMap().keySet()).contains("serving_default", "theta", "warp");
  }

  @Test
  void offersNoWarpWithoutATransformer() throws IOException {
    Classifier plain =
        Classifiers.byName("fcn", ClassifierOptions.of(new ImageShape(28, 30, 1), 3));
    try (Model model = new Model(plain, 5)) {
      SavedModelExporter.export(plain, model.weights.read(model.session()), folder);
    }

    MetaGraphDef graph =
        SavedModel.parseFrom(Files.readAllBytes(folder.resolve("saved_model.pb"))).getMetaGraphs(0);
    assertThat(graph.getSignatureDefMap().keySet()).doesNotContain("theta", "warp");
  }

  @Test
  void givesPythonItsObjectsToTrain() throws IOException {
    export();

    MetaGraphDef graph =
        SavedModel.parseFrom(Files.readAllBytes(folder.resolve("saved_model.pb"))).getMetaGraphs(0);
    SavedObjectGraph objects = graph.getObjectGraphDef();
    assertThat(objects.getNodes(0).getChildrenList())
        .extracting(ObjectReference::getLocalName)
        .containsExactly("variables", "trainable_variables", "signatures");
    assertThat(objects.getNodes(2).getChildrenCount()).isEqualTo(14);
    assertThat(objects.getConcreteFunctionsMap()).hasSize(3);
    objects
        .getConcreteFunctionsMap()
        .forEach(
            (name, bound) -> {
              FunctionDef function = function(graph, name);
              assertThat(function.getSignature().getInputArgCount())
                  .isEqualTo(1 + bound.getBoundInputsCount());
              assertThat(function.getRetMap().keySet())
                  .isEqualTo(bound.getOutputSignature().getDictValue().getFieldsMap().keySet());
            });
  }

  private static FunctionDef function(MetaGraphDef graph, String name) {
    return graph.getGraphDef().getLibrary().getFunctionList().stream()
        .filter(function -> function.getSignature().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void replacesASavedModelWhenToldTo() throws IOException {
    export();
    Path marker = Files.createFile(folder.resolve("old.txt"));

    StagedFolder.replace(
        "out",
        folder,
        "a SavedModel",
        SavedModelFile::isIn,
        unfinished -> Files.createFile(unfinished.resolve("new")));

    assertThat(marker).doesNotExist();
    assertThat(folder.resolve("new")).exists();
    assertThat(temporary.toFile().list()).containsExactly("model");
  }

  @Test
  void doesNotReplaceWhatIsNoSavedModel() throws IOException {
    Path thesis = Files.createDirectory(folder.resolveSibling("thesis"));
    Files.createFile(thesis.resolve("chapter"));

    assertThatThrownBy(
            () ->
                StagedFolder.replace(
                    "out", thesis, "a SavedModel", SavedModelFile::isIn, unfinished -> {}))
        .hasMessage(
            "out: "
                + thesis
                + ": expected a SavedModel or an empty folder to replace but it is neither");
    assertThat(thesis.resolve("chapter")).exists();
  }

  @Test
  void leavesNothingBehindWhenItFails() throws IOException {
    assertThatThrownBy(() -> SavedModelExporter.export(CLASSIFIER, Map.of(), folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("values: expected those of this model's weights; missing [");

    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void canBeReadByOthersAsTheirFolder() throws IOException {
    Path usual = Files.createDirectory(temporary.resolve("usual"));

    export();

    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void overwritesNothing() throws IOException {
    export();

    assertThatThrownBy(this::export)
        .hasMessage("folder: %s: expected a new folder but it exists".formatted(folder));
  }

  @Test
  void refusesToMakeParents() {
    Path deep = temporary.resolve("no/model");

    assertThatThrownBy(() -> SavedModelExporter.export(CLASSIFIER, Map.of(), deep))
        .hasMessage(
            "folder: %s: expected a folder in one that exists, but there is no folder %s"
                .formatted(deep, temporary.resolve("no")));
  }

  private void export() {
    try (Model model = new Model(CLASSIFIER, 5)) {
      SavedModelExporter.export(CLASSIFIER, model.weights.read(model.session()), folder);
    }
  }
}
