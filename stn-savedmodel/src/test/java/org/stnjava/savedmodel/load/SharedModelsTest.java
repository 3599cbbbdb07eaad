package org.stnjava.savedmodel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.savedmodel.SharedModels;
import org.stnjava.savedmodel.description.ModelDescription;
import org.stnjava.savedmodel.description.ModelDescription.MetaGraph;
import org.stnjava.savedmodel.description.ModelDescription.TransformerSite;
import org.stnjava.savedmodel.description.ModelDescription.Variable;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.inspect.SavedModelInspector;
import org.tensorflow.Result;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.types.TFloat32;

/** Inspects models from Python, where they are at hand. */
class SharedModelsTest {

  private static MetaGraph graph(String name) {
    return SavedModelInspector.inspect(SharedModels.folder(name)).metaGraphs().get(0);
  }

  private static SignatureDescription signature(MetaGraph graph, String name) {
    return graph.signatures().stream()
        .filter(signature -> signature.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsTheSpatialTransformerOfAKerasModel() {
    MetaGraph graph = graph("keras3_stn_mnist");

    assertThat(graph.spatialTransformers())
        .extracting(TransformerSite::kind)
        .containsExactly("sampler");
    assertThat(graph.spatialTransformers().get(0).where())
        .endsWith(":functional_1/spatial_transformer_1/bilinear_sampler_1");
    assertThat(graph.spatialTransformers().get(0).evidence())
        .isEqualTo("gathers at floored coordinates: 4 Gather, 2 Floor");
    assertThat(graph.spatialTransformers().get(0).theta())
        .endsWith(":functional_1/spatial_transformer_1/affine_dense_1/Reshape_1:output:0");
  }

  @Test
  void describesAKerasModel() {
    MetaGraph graph = graph("keras3_stn_mnist");

    assertThat(graph.tensorflowVersion()).isEqualTo("2.21.0");
    SignatureDescription serving = signature(graph, "serving_default");
    assertThat(serving.inputs())
        .extracting(TensorDescription::name, TensorDescription::dtype, TensorDescription::shape)
        .containsExactly(tuple("image", "float32", List.of(-1L, 28L, 28L, 1L)));
    assertThat(serving.outputs()).extracting(TensorDescription::name).containsExactly("output_0");
    assertThat(graph.operations()).containsEntry("GatherNd", 4);
  }

  @Test
  void findsTheValuesOfAKerasModelsVariables() {
    ModelDescription model = SavedModelInspector.inspect(SharedModels.folder("keras3_stn_mnist"));

    List<Variable> variables = model.metaGraphs().get(0).variables();

    assertThat(variables).isNotEmpty();
    List<Variable> saved = variables.stream().filter(v -> !v.key().isEmpty()).toList();
    assertThat(saved)
        .allSatisfy(
            variable ->
                assertThat(model.checkpoint())
                    .anySatisfy(
                        tensor -> {
                          assertThat(tensor.key()).isEqualTo(variable.key());
                          assertThat(tensor.dtype()).isEqualTo(variable.dtype());
                          assertThat(tensor.shape()).isEqualTo(variable.shape());
                        }));
    assertThat(saved).extracting(Variable::key).doesNotHaveDuplicates().hasSize(34);
  }

  @Test
  void describesAServingModelWithAssets() {
    MetaGraph graph = graph("serving_half_plus_two_tf2_cpu/00000123");

    assertThat(graph.assets()).containsExactly("foo.txt");
    assertThat(graph.variables())
        .extracting(Variable::name)
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(graph.variables()).allSatisfy(v -> assertThat(v.key()).isNotEmpty());
    assertThat(graph.spatialTransformers()).isEmpty();
  }

  @Test
  void describesATensorFlow1Model() {
    MetaGraph graph = graph("serving_half_plus_two_2_versions/00000123");

    assertThat(graph.tensorflowVersion()).isEqualTo("1.1.0-rc2");
    assertThat(signature(graph, "regress_x_to_y").methodName())
        .isEqualTo("tensorflow/serving/regress");
    assertThat(signature(graph, "regress_x_to_y").inputs())
        .containsExactly(new TensorDescription("inputs", "tf_example:0", "string", List.of(-1L)));
    assertThat(graph.assets()).containsExactly("foo.txt");
    assertThat(graph.variables())
        .contains(new Variable("a", "a", "float32", List.of()))
        .contains(new Variable("b", "b", "float32", List.of()));
  }

  @Test
  void namesTheVersionsOfAServingModel() {
    Path folder = SharedModels.folder("serving_half_plus_two_2_versions");

    assertThatThrownBy(() -> SavedModelInspector.inspect(folder))
        .hasMessage(
            folder
                + ": expected saved_model.pb in the folder but it holds numbered versions"
                + " 00000123, 00000124: name one, such as "
                + folder.resolve("00000124"));
  }

  @Test
  void describesAStatefulCounter() {
    MetaGraph graph = graph("serving_counter/00000123");

    assertThat(graph.variables())
        .containsExactly(new Variable("counter", "counter", "float32", List.of()));
    assertThat(graph.signatures())
        .extracting(SignatureDescription::name)
        .containsExactly("get_counter", "incr_counter", "incr_counter_by", "reset_counter");
  }

  @Test
  void describesAModelThatTrains() {
    MetaGraph graph = graph("rust_regression_savedmodel");

    assertThat(signature(graph, "train").inputs()).extracting(TensorDescription::name).hasSize(2);
    assertThat(graph.variables())
        .extracting(Variable::name)
        .containsExactly("w", "b", "SGD/iter", "SGD/decay", "SGD/learning_rate", "SGD/momentum");
  }

  @Test
  void describesTensorFlowJavasOwnTestModel() {
    MetaGraph graph = graph("tfjava_saved_model_using_python/model");

    assertThat(graph.signatures())
        .extracting(SignatureDescription::name)
        .contains("add", "get_variable");
    assertThat(graph.variables()).extracting(Variable::dtype).containsExactly("float32");
  }

  @Test
  void namesTheKeysOfAnOptimizersSlots() {
    MetaGraph graph = graph("../cases/min_slot");

    String slot = "w/.OPTIMIZER_SLOT/opt/%s/.ATTRIBUTES/VARIABLE_VALUE";
    assertThat(graph.variables())
        .contains(new Variable("w/Adam", slot.formatted("m"), "float32", List.of(2L)))
        .contains(new Variable("w/Adam_1", slot.formatted("v"), "float32", List.of(2L)));
  }

  @Test
  void namesTheKeysOfAKerasModelOfTensorFlow1() {
    MetaGraph graph = graph("teachable_machine_mobilenet035");

    assertThat(graph.variables()).hasSizeGreaterThan(200).noneMatch(v -> v.key().isEmpty());
    assertThat(graph.variables()).extracting(Variable::key).doesNotHaveDuplicates();
  }

  @Test
  void runsAModelWithoutAnAssetThatNothingReads() {
    try (LoadedModel model = LoadedModel.open(SharedModels.folder("../cases/min_asset"));
        Result result = model.call("serving_default", Map.of("x", NdArrays.scalarOf(3f)))) {
      assertThat(((TFloat32) result.get("y").orElseThrow()).getFloat()).isEqualTo(3.5f);
      assertThat(model.warnings())
          .singleElement()
          .asString()
          .endsWith("note.txt: expected an asset of the model but the file is missing");
    }
  }
}
