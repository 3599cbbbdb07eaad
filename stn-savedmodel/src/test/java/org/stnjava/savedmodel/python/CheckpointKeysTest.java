package org.stnjava.savedmodel.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.ModelFolder;
import org.stnjava.savedmodel.format.CheckpointFiles;
import org.stnjava.savedmodel.format.CheckpointIndex;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.stnjava.savedmodel.proto.Attributes;
import org.tensorflow.EagerSession;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SerializedTensor;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SlotVariableReference;

class CheckpointKeysTest {

  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  @TempDir Path temp;

  private static ObjectReference child(String name, int node) {
    return ObjectReference.newBuilder().setLocalName(name).setNodeId(node).build();
  }

  private static SlotVariableReference slot(String name, int owner, int node) {
    return SlotVariableReference.newBuilder()
        .setSlotName(name)
        .setOriginalVariableNodeId(owner)
        .setSlotVariableNodeId(node)
        .build();
  }

  private static SavedObject object(ObjectReference... children) {
    return SavedObject.newBuilder().addAllChildren(List.of(children)).build();
  }

  private static SavedObject variable(String name) {
    return SavedObject.newBuilder().setVariable(SavedVariable.newBuilder().setName(name)).build();
  }

  private static TrackableObject saved(ObjectReference... children) {
    return TrackableObject.newBuilder().addAllChildren(List.of(children)).build();
  }

  private static TrackableObject value(String name, String key) {
    return TrackableObject.newBuilder()
        .addAttributes(
            SerializedTensor.newBuilder()
                .setName("VARIABLE_VALUE")
                .setFullName(name)
                .setCheckpointKey(key))
        .build();
  }

  private static MetaGraphDef graph(SavedObject... objects) {
    return MetaGraphDef.newBuilder()
        .setObjectGraphDef(SavedObjectGraph.newBuilder().addAllNodes(List.of(objects)))
        .build();
  }

  private static CheckpointKeys keys(MetaGraphDef graph, TrackableObject... objects) {
    TrackableObjectGraph saved =
        TrackableObjectGraph.newBuilder().addAllNodes(List.of(objects)).build();
    Set<String> all =
        saved.getNodesList().stream()
            .flatMap(node -> node.getAttributesList().stream())
            .map(SerializedTensor::getCheckpointKey)
            .collect(Collectors.toSet());
    return new CheckpointKeys(graph, saved, all);
  }

  @Test
  void takesTheKeyThatTheCheckpointNamesForAnObjectOfTheSameNames() {
    MetaGraphDef graph =
        graph(
            object(child("layer", 1), child("twin", 2)),
            object(child("kernel", 3)),
            object(child("kernel", 4)),
            variable("w"),
            variable("w"));

    CheckpointKeys keys =
        keys(
            graph,
            saved(child("twin", 4), child("layer", 3)),
            value("w", "layer_with_weights-0/kernel" + VALUE),
            value("w", "layer_with_weights-1/kernel" + VALUE),
            saved(child("kernel", 1)),
            saved(child("kernel", 2)));

    assertThat(keys.key(3)).hasValue("layer_with_weights-0/kernel" + VALUE);
    assertThat(keys.key(4)).hasValue("layer_with_weights-1/kernel" + VALUE);
  }

  @Test
  void takesTheKeyOfAnOptimizersSlotByTheVariableThatItBelongsTo() {
    SavedObject optimizer =
        SavedObject.newBuilder()
            .addSlotVariables(slot("m", 2, 4))
            .addSlotVariables(slot("m", 3, 5))
            .build();
    MetaGraphDef graph =
        graph(
            object(child("opt", 1), child("a", 2), child("b", 3)),
            optimizer,
            variable("v"),
            variable("v"),
            variable("v/Adam"),
            variable("v/Adam"));
    TrackableObject saved =
        TrackableObject.newBuilder()
            .addSlotVariables(slot("m", 2, 5))
            .addSlotVariables(slot("v", 3, 5))
            .addSlotVariables(slot("m", 3, 4))
            .build();

    CheckpointKeys keys =
        keys(
            graph,
            saved(child("opt", 1), child("b", 2), child("a", 3)),
            saved,
            value("v", "b" + VALUE),
            value("v", "a" + VALUE),
            value("v/Adam", "a/.OPTIMIZER_SLOT/opt/m" + VALUE),
            value("v/Adam", "b/.OPTIMIZER_SLOT/opt/m" + VALUE));

    assertThat(keys.key(2)).hasValue("a" + VALUE);
    assertThat(keys.key(4)).hasValue("a/.OPTIMIZER_SLOT/opt/m" + VALUE);
    assertThat(keys.key(5)).hasValue("b/.OPTIMIZER_SLOT/opt/m" + VALUE);
  }

  @Test
  void findsNoKeyOfASlotWhoseVariableIsNotInTheCheckpoint() {
    SavedObject optimizer = SavedObject.newBuilder().addSlotVariables(slot("m", 2, 3)).build();
    MetaGraphDef graph =
        graph(object(child("opt", 1), child("a", 2)), optimizer, variable("v"), variable("s"));

    CheckpointKeys keys = keys(graph, saved(child("opt", 1)), saved());

    assertThat(keys.key(2)).isEmpty();
    assertThat(keys.key(3)).isEmpty();
  }

  @Test
  void takesThePathOfAnObjectIfTheCheckpointHasNoGraphOfObjects() {
    MetaGraphDef graph = graph(object(child("a.b/c", 1)), variable("w"));

    CheckpointKeys keys =
        new CheckpointKeys(
            graph, TrackableObjectGraph.getDefaultInstance(), Set.of("a..b.Sc" + VALUE));

    assertThat(keys.key(1)).hasValue("a..b.Sc" + VALUE);
  }

  @Test
  void takesTheNameOfAVariableInACheckpointOfNames() {
    MetaGraphDef graph = graph(object(child("a", 1)), variable("dense/kernel"));

    CheckpointKeys keys =
        new CheckpointKeys(
            graph, TrackableObjectGraph.getDefaultInstance(), Set.of("dense/kernel"));

    assertThat(keys.key(1)).hasValue("dense/kernel");
  }

  @Test
  void takesTheKeyOfANameOnlyIfOneVariableHasIt() {
    MetaGraphDef graph = graph(object(), variable("one"), variable("two"));

    CheckpointKeys keys =
        keys(graph, saved(), value("one", "x" + VALUE), value("two", "y"), value("two", "z"));

    assertThat(keys.key(1)).hasValue("x" + VALUE);
    assertThat(keys.key(2)).isEmpty();
  }

  @Test
  void passesOverReferencesToObjectsThatAreNotThere() {
    MetaGraphDef graph = graph(object(child("a", 7), child("b", -1), child("c", 1)), variable("w"));

    CheckpointKeys keys =
        keys(graph, saved(child("a", 1), child("b", 1), child("c", 9)), value("v", "k"));

    assertThat(keys.key(1)).isEmpty();
  }

  @Test
  void findsTheKeysThatANodeOfTensorFlow1IsSavedBy() {
    MetaGraphDef graph = SavedModelFile.read(Fixture.of("tf1_builder").folder()).getMetaGraphs(0);

    CheckpointKeys keys =
        new CheckpointKeys(
            graph, TrackableObjectGraph.getDefaultInstance(), Set.of("net/bias", "net/kernel"));

    assertThat(
            graph.getGraphDef().getNodeList().stream()
                .filter(node -> node.getName().equals("net/bias"))
                .map(keys::key))
        .singleElement()
        .satisfies(key -> assertThat(key).hasValue("net/bias"));
  }

  /** A graph that saves its variable {@code scale} by a node SaveV2 with some inputs. */
  private static MetaGraphDef savedBy(String key, String... inputs) {
    TensorProto names =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .addStringVal(ByteString.copyFromUtf8(key))
            .build();
    AttrValue.ListValue types = AttrValue.ListValue.newBuilder().addType(DataType.DT_FLOAT).build();
    MetaGraphDef.Builder graph = ModelFolder.graph();
    graph
        .getGraphDefBuilder()
        .addNode(
            ModelFolder.node("save/names", "Const").toBuilder()
                .putAllAttr(Attributes.constant(names)))
        .addNode(
            ModelFolder.node("save/SaveV2", "SaveV2", inputs).toBuilder()
                .putAttr("dtypes", AttrValue.newBuilder().setList(types).build()))
        .addNode(
            ModelFolder.typed(
                ModelFolder.node("save/Identity", "Identity", "any", "^save/SaveV2"),
                "T",
                DataType.DT_STRING));
    graph.getSaverDefBuilder().setSaveTensorName("save/Identity:0");
    return graph.build();
  }

  @Test
  void findsTheKeyThatANodeIsSavedByUnderAnotherNameThanItsOwn() {
    String key = "layer-1/kernel" + VALUE;
    MetaGraphDef graph = savedBy(key, "any", "save/names", "any", "a/read");

    CheckpointKeys keys =
        new CheckpointKeys(graph, TrackableObjectGraph.getDefaultInstance(), Set.of(key));

    assertThat(keys.key(graph.getGraphDef().getNode(1))).hasValue(key);
  }

  @ParameterizedTest(name = "{0} inputs")
  @ValueSource(ints = {0, 1, 2, 3})
  void findsNoKeyInASaverWithTooFewInputs(int count) {
    List<String> inputs = List.of("any", "save/names", "any").subList(0, count);
    MetaGraphDef graph = savedBy("k", inputs.toArray(String[]::new));

    CheckpointKeys keys =
        new CheckpointKeys(graph, TrackableObjectGraph.getDefaultInstance(), Set.of("k"));

    assertThat(keys.key(graph.getGraphDef().getNode(1))).isEmpty();
  }

  @Test
  void findsKeysOfAGraphWhoseSaverIsNotThere() {
    MetaGraphDef.Builder graph = ModelFolder.graph();
    graph.getSaverDefBuilder().setSaveTensorName("save/Identity:0");
    NodeDef variable = graph.getGraphDef().getNode(1);

    CheckpointKeys keys =
        new CheckpointKeys(
            graph.build(), TrackableObjectGraph.getDefaultInstance(), Set.of("scale"));

    assertThat(keys.key(variable)).hasValue("scale");
  }

  @Test
  void readsTheGraphOfObjectsInACheckpoint() {
    Path folder = Fixture.of("keras_batch_norm").folder();
    MetaGraphDef graph = SavedModelFile.read(folder).getMetaGraphs(0);
    CheckpointIndex index = CheckpointFiles.read(folder, 1);

    CheckpointKeys keys = CheckpointKeys.read(folder, graph, index);

    SavedObjectGraph objects = graph.getObjectGraphDef();
    Map<Integer, String> found =
        IntStream.range(0, objects.getNodesCount())
            .filter(id -> objects.getNodes(id).hasVariable())
            .boxed()
            .collect(Collectors.toMap(id -> id, id -> keys.key(id).orElseThrow()));
    assertThat(found.values()).doesNotHaveDuplicates();
    assertThat(found).hasSize(index.entries().size() - 1);
    assertThat(found)
        .containsEntry(12, "variables/4" + VALUE)
        .containsEntry(24, "_all_variables/7" + VALUE);
  }

  @Test
  void saysThatTheGraphOfObjectsIsDamaged() throws Exception {
    Files.createDirectories(temp.resolve("variables"));
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      tf.train.save(
          tf.constant(temp.resolve("variables/variables").toString()),
          tf.array("_CHECKPOINTABLE_OBJECT_GRAPH"),
          tf.array(""),
          List.of(tf.constant("no graph")));
    }
    CheckpointIndex index = CheckpointFiles.read(temp, 1);

    assertThatThrownBy(() -> CheckpointKeys.read(temp, MetaGraphDef.getDefaultInstance(), index))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            temp.resolve("variables/variables.data-00000-of-00001")
                + ": expected the graph of objects in _CHECKPOINTABLE_OBJECT_GRAPH but it is"
                + " damaged");
  }
}
