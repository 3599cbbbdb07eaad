package org.stnjava.savedmodel.export;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.stnjava.savedmodel.format.Fingerprint;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.VariableDef;

/**
 * Completes a SavedModel with the metadata that Python's loader needs and TensorFlow Java does not
 * write.
 *
 * <p>Without the collections of variables and the object graph a loaded model computes, but {@code
 * variables} is empty in Python, there are no {@code trainable_variables}, and nothing can be
 * trained.
 */
public final class PythonMetadata {

  private static final int SCHEMA_VERSION = 1;

  private PythonMetadata() {}

  /** Completes the model in a folder, given which variables are trained, and adds its checksum. */
  public static void addTo(Path folder, Predicate<String> trainable) throws IOException {
    Path savedModel = folder.resolve(SavedModelFile.NAME);
    SavedModel.Builder model =
        SavedModel.parseFrom(Files.readAllBytes(savedModel)).toBuilder()
            .setSavedModelSchemaVersion(SCHEMA_VERSION);
    for (MetaGraphDef.Builder graph : model.getMetaGraphsBuilderList()) {
      List<NodeDef> nodes = graph.getGraphDef().getNodeList();
      graph.putCollectionDef("variables", variables(nodes, name -> true, trainable));
      graph.putCollectionDef("trainable_variables", variables(nodes, trainable, trainable));
      graph.getMetaInfoDefBuilder().setTensorflowVersion(TensorFlow.version());
      graph.getSaverDefBuilder().setVersion(SaverDef.CheckpointFormatVersion.V2);
      ObjectGraph.addTo(graph, trainable);
    }
    Files.write(savedModel, model.build().toByteArray());
    Fingerprint.write(folder);
  }

  /** Resource variables, each with the operations that {@code Weights} made for it. */
  private static CollectionDef variables(
      List<NodeDef> nodes, Predicate<String> listed, Predicate<String> trainable) {
    CollectionDef.BytesList.Builder definitions = CollectionDef.BytesList.newBuilder();
    for (NodeDef node : nodes) {
      if (node.getOp().equals("VarHandleOp") && listed.test(node.getName())) {
        definitions.addValue(definition(node.getName(), trainable.test(node.getName())));
      }
    }
    return CollectionDef.newBuilder().setBytesList(definitions).build();
  }

  private static ByteString definition(String name, boolean trainable) {
    return VariableDef.newBuilder()
        .setVariableName(name + ":0")
        .setInitializerName(name + "/assign")
        .setSnapshotName(name + "/value:0")
        .setIsResource(true)
        .setTrainable(trainable)
        .build()
        .toByteString();
  }
}
