package org.stnjava.savedmodel.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.savedmodel.description.ModelDescription;
import org.stnjava.savedmodel.description.ModelDescription.TransformerSite;
import org.stnjava.savedmodel.description.ModelDescription.Variable;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.stnjava.savedmodel.inspect.SavedModelInspector;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TFloat32;

class PythonMetadataTest {

  @TempDir Path temp;

  private Path export(String name) {
    Classifier classifier =
        Classifiers.byName(name, ClassifierOptions.of(new ImageShape(28, 32, 1), 3));
    Path folder = temp.resolve(name);
    SavedModelExporter.export(classifier, firstWeights(classifier), folder);
    return folder;
  }

  private static Map<String, float[]> firstWeights(Classifier classifier) {
    ImageShape input = classifier.input();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 5);
      Shape shape = Shape.of(-1, input.height(), input.width(), input.channels());
      Placeholder<TFloat32> image = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      classifier.classify(tf, ModelScope.inference(weights), image);
      weights.initialize(session);
      return weights.read(session);
    }
  }

  @Test
  void namesOnlyNodesThatAreInTheGraph() throws Exception {
    MetaGraphDef graph = SavedModelFile.read(export("st-cnn")).getMetaGraphs(0);
    Map<String, String> operations = new HashMap<>();
    for (NodeDef node : graph.getGraphDef().getNodeList()) {
      operations.put(node.getName(), node.getOp());
    }

    List<String> named = new ArrayList<>();
    for (var bytes : graph.getCollectionDefOrThrow("variables").getBytesList().getValueList()) {
      VariableDef variable = VariableDef.parseFrom(bytes);
      named.add(operations.get(variable.getVariableName().replace(":0", "")));
      named.add(operations.get(variable.getInitializerName()));
      named.add(operations.get(variable.getSnapshotName().replace(":0", "")));
    }

    assertThat(named)
        .hasSize(3 * 14)
        .containsOnly("VarHandleOp", "AssignVariableOp", "ReadVariableOp");
  }

  @Test
  void leavesVariablesThatAreSavedByTheirNames() {
    ModelDescription model = SavedModelInspector.inspect(export("st-cnn"));

    assertThat(model.metaGraphs().get(0).variables())
        .hasSize(14)
        .allSatisfy(variable -> assertThat(variable.key()).isEqualTo(variable.name()))
        .extracting(Variable::name)
        .contains("st0/localization/theta/bias");
  }

  @Test
  void leavesATransformerThatInspectionFinds() {
    ModelDescription model = SavedModelInspector.inspect(export("st-fcn"));

    assertThat(model.metaGraphs().get(0).spatialTransformers())
        .extracting(TransformerSite::kind)
        .containsExactly("signature", "signature", "sampler");
  }
}
