package org.stnjava.savedmodel.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.savedmodel.ModelFolder;
import org.stnjava.savedmodel.description.ModelDescription;
import org.stnjava.savedmodel.description.ModelDescription.MetaGraph;
import org.stnjava.savedmodel.description.ModelDescription.SavedTensor;
import org.stnjava.savedmodel.description.ModelDescription.Variable;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.format.Fingerprint;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

class SavedModelInspectorTest {

  @TempDir Path temp;

  private Path whole() {
    return ModelFolder.write(temp.resolve("model"), ModelFolder.model());
  }

  @Nested
  class OfAWholeModel {

    @Test
    void listsTagsVersionAndSchema() {
      ModelDescription model = SavedModelInspector.inspect(whole());

      assertThat(model.schemaVersion()).isEqualTo(1);
      assertThat(model.metaGraphs()).hasSize(1);
      assertThat(model.metaGraphs().get(0).tags()).containsExactly("serve");
      assertThat(model.metaGraphs().get(0).tensorflowVersion()).isEqualTo("2.18.0");
    }

    @Test
    void listsSignaturesWithTypesAndShapes() {
      MetaGraph graph = SavedModelInspector.inspect(whole()).metaGraphs().get(0);

      assertThat(graph.signatures())
          .containsExactly(
              new SignatureDescription(
                  "serving_default",
                  "tensorflow/serving/predict",
                  List.of(
                      new TensorDescription("image", "image:0", "uint8", List.of(-1L, 5L, 7L, 1L))),
                  List.of(
                      new TensorDescription("any", "any:0", "string", null),
                      new TensorDescription("logits", "logits:0", "float64", List.of(-1L, 4L))),
                  Map.of(),
                  List.of()));
    }

    @Test
    void listsVariablesWithTheirValuesInTheCheckpoint() {
      ModelDescription model = SavedModelInspector.inspect(whole());

      assertThat(model.metaGraphs().get(0).variables())
          .containsExactly(new Variable("scale", "scale", "float32", List.of(3L, 2L)));
      assertThat(model.checkpoint())
          .containsExactly(new SavedTensor("scale", "float32", List.of(3L, 2L), 24));
    }

    @Test
    void findsAValueThatIsSavedByTheSharedName() {
      MetaGraphDef.Builder graph = ModelFolder.graph();
      AttrValue shared = AttrValue.newBuilder().setS(ByteString.copyFromUtf8("scale")).build();
      graph
          .getGraphDefBuilder()
          .setNode(
              1,
              ModelFolder.node("scope_1/scale", "VarHandleOp").toBuilder()
                  .putAttr("shared_name", shared))
          .setNode(2, ModelFolder.node("a/read", "ReadVariableOp", "scope_1/scale"))
          .setNode(3, ModelFolder.node("b/read", "ReadVariableOp", "scope_1/scale"));
      SavedModel model = SavedModel.newBuilder().addMetaGraphs(graph).build();
      Path folder = ModelFolder.write(temp.resolve("model"), model);

      List<Variable> variables =
          SavedModelInspector.inspect(folder).metaGraphs().get(0).variables();

      assertThat(variables).extracting(Variable::name).containsExactly("scope_1/scale");
      assertThat(variables).extracting(Variable::key).containsExactly("scale");
    }

    @Test
    void warnsOfAnAssetThatIsMissing() throws IOException {
      MetaGraphDef.Builder graph =
          ModelFolder.graph()
              .addAssetFileDef(AssetFileDef.newBuilder().setFilename("labels.txt"))
              .addAssetFileDef(AssetFileDef.newBuilder().setFilename("words.txt"));
      Path folder =
          ModelFolder.write(
              temp.resolve("model"), SavedModel.newBuilder().addMetaGraphs(graph).build());
      Files.createDirectory(folder.resolve("assets"));
      Files.createFile(folder.resolve("assets/words.txt"));

      ModelDescription model = SavedModelInspector.inspect(folder);

      assertThat(model.metaGraphs().get(0).assets()).containsExactly("labels.txt", "words.txt");
      assertThat(model.warnings())
          .containsExactly(
              folder.resolve("assets/labels.txt")
                  + ": expected an asset of the model but the file is missing");
    }

    @Test
    void findsAGraphWithoutTags() {
      MetaGraphDef.Builder other = ModelFolder.graph();
      other.getMetaInfoDefBuilder().clearTags();
      Path folder =
          ModelFolder.write(
              temp.resolve("model"), ModelFolder.model().toBuilder().addMetaGraphs(other).build());

      ModelDescription model = SavedModelInspector.inspect(folder, Set.of());

      assertThat(model.metaGraphs()).hasSize(1);
      assertThat(model.metaGraphs().get(0).tags()).isEmpty();
    }

    @Test
    void countsOperationsOfTheGraphAndItsFunctions() {
      MetaGraphDef.Builder graph = ModelFolder.graph();
      graph
          .getGraphDefBuilder()
          .getLibraryBuilder()
          .addFunction(FunctionDef.newBuilder().addNodeDef(ModelFolder.node("m", "MatMul")))
          .addFunction(FunctionDef.newBuilder().addNodeDef(ModelFolder.node("m", "MatMul")))
          .addFunction(FunctionDef.newBuilder().addNodeDef(ModelFolder.node("m", "MatMul")));
      Path folder =
          ModelFolder.write(
              temp.resolve("model"), SavedModel.newBuilder().addMetaGraphs(graph).build());

      MetaGraph described = SavedModelInspector.inspect(folder).metaGraphs().get(0);

      assertThat(described.operations().toString())
          .isEqualTo("{MatMul=3, Const=2, ReadVariableOp=2, Placeholder=1, VarHandleOp=1}");
    }

    @Test
    void findsAGraphByItsTagsInAnyOrder() {
      MetaGraphDef.Builder other = ModelFolder.graph();
      other.getMetaInfoDefBuilder().addTags("gpu");
      Path folder =
          ModelFolder.write(
              temp.resolve("model"), ModelFolder.model().toBuilder().addMetaGraphs(other).build());

      ModelDescription model = SavedModelInspector.inspect(folder, Set.of("gpu", "serve"));

      assertThat(model.metaGraphs()).hasSize(1);
      assertThat(model.metaGraphs().get(0).tags()).containsExactly("serve", "gpu");
    }
  }

  @Nested
  class OfTheTextForm {

    private Path text(String text) throws IOException {
      Path folder = whole();
      Files.delete(folder.resolve("saved_model.pb"));
      Files.writeString(folder.resolve("saved_model.pbtxt"), text);
      return folder;
    }

    @Test
    void equalsTheBinaryOne() throws IOException {
      ModelDescription binary = SavedModelInspector.inspect(whole());

      ModelDescription text = SavedModelInspector.inspect(text(ModelFolder.model().toString()));

      assertThat(text).isEqualTo(binary);
    }

    @Test
    void passesOverFieldsOfLaterVersions() throws IOException {
      String later = "of_later { date: '2030' }\n" + ModelFolder.model();

      assertThat(SavedModelInspector.inspect(text(later)).metaGraphs()).hasSize(1);
    }

    @Test
    void isNotReadWhereThereIsABinaryOne() throws IOException {
      Path folder = whole();
      Files.writeString(folder.resolve("saved_model.pbtxt"), "broken");

      assertThat(SavedModelInspector.inspect(folder).metaGraphs()).hasSize(1);
    }

    @Test
    void isNotComparedWithAFingerprint() throws IOException {
      Path folder = whole();
      Fingerprint.write(folder);
      Path text = text(ModelFolder.model().toString());

      assertThat(SavedModelInspector.inspect(text).warnings()).isEmpty();
    }

    @Test
    void namesTheAssetsOfTensorFlow1() throws IOException {
      CollectionDef.Builder assets = CollectionDef.newBuilder();
      assets
          .getAnyListBuilder()
          .addValue(Any.pack(AssetFileDef.newBuilder().setFilename("labels.txt").build()));
      MetaGraphDef.Builder graph =
          ModelFolder.graph().putCollectionDef("saved_model_assets", assets.build());
      TextFormat.Printer printer =
          TextFormat.printer()
              .usingTypeRegistry(
                  TypeRegistry.newBuilder().add(AssetFileDef.getDescriptor()).build());
      String text = printer.printToString(SavedModel.newBuilder().addMetaGraphs(graph).build());

      ModelDescription model = SavedModelInspector.inspect(text(text));

      assertThat(text).contains("[type.googleapis.com/tensorflow.AssetFileDef]");
      assertThat(model.metaGraphs().get(0).assets()).containsExactly("labels.txt");
    }
  }

  @Nested
  class OfABrokenModel {

    private void says(Path folder, String message) {
      assertThatThrownBy(() -> SavedModelInspector.inspect(folder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }

    @Test
    void saysThatTheFolderIsMissing() {
      Path folder = temp.resolve("nowhere");

      says(folder, folder + ": expected a SavedModel folder but there is nothing of that name");
    }

    @Test
    void namesTheFolderOfAFile() {
      Path file = whole().resolve("saved_model.pb");

      says(
          file,
          file
              + ": expected a SavedModel folder but it is a file; name its folder, "
              + file.getParent());
    }

    @Test
    void saysThatTheFolderIsEmpty() {
      says(temp, temp + ": expected saved_model.pb in the folder but it is empty");
    }

    @Test
    void saysWhatElseTheFolderHolds() throws IOException {
      for (String name : List.of("f", "e", "d", "c", "b", "a", "g")) {
        Files.createFile(temp.resolve(name));
      }

      says(
          temp,
          temp
              + ": expected saved_model.pb in the folder but it holds only a, b, c, d, e and 2 more");
    }

    @Test
    void namesTheVersionsThatTheFolderHolds() {
      ModelFolder.write(temp.resolve("1"), ModelFolder.model());
      ModelFolder.write(temp.resolve("2"), ModelFolder.model());

      says(
          temp,
          temp
              + ": expected saved_model.pb in the folder but it holds numbered versions 1, 2:"
              + " name one, such as "
              + temp.resolve("2"));
    }

    @Test
    void saysThatTheProtocolBufferIsEmpty() {
      ModelFolder.write(temp, new byte[0]);

      says(
          temp,
          temp.resolve("saved_model.pb")
              + ": expected the protocol buffer of a SavedModel but the file is empty");
    }

    @Test
    void saysThatTheProtocolBufferIsCutOff() {
      ModelFolder.write(temp, Arrays.copyOf(ModelFolder.model().toByteArray(), 100));

      says(
          temp,
          temp.resolve("saved_model.pb")
              + ": expected the protocol buffer of a SavedModel but it is cut off or damaged:"
              + " its 100 bytes end within a message");
    }

    @Test
    void saysThatTheFileIsOfAnotherFormat() {
      ModelFolder.write(temp, "PNG or so".getBytes(StandardCharsets.UTF_8));

      says(
          temp,
          temp.resolve("saved_model.pb")
              + ": expected the protocol buffer of a SavedModel but it is of another format:"
              + " it starts with 50 4e 47 20 6f 72 20 73 (hexadecimal)");
    }

    @Test
    void saysThatThereIsNoGraph() {
      ModelFolder.write(temp, Arrays.copyOf(ModelFolder.model().toByteArray(), 2));

      says(
          temp,
          temp.resolve("saved_model.pb")
              + ": expected the protocol buffer of a SavedModel but its 2 bytes hold no graph");
    }

    @Test
    void saysThatTheVariablesAreMissing() {
      ModelFolder.write(temp, ModelFolder.model().toByteArray());

      says(
          temp,
          temp.resolve("variables/variables.index")
              + ": expected the index of the values of 1 variable but the folder variables is"
              + " missing");
    }

    @Test
    void saysThatTheIndexIsMissing() throws IOException {
      Path index = whole().resolve("variables/variables.index");
      Files.delete(index);

      says(
          temp.resolve("model"),
          index + ": expected the index of the values of 1 variable but the file is missing");
    }

    @Test
    void saysThatTheIndexIsCutOff() throws IOException {
      Path index = whole().resolve("variables/variables.index");
      Files.write(index, Arrays.copyOf(Files.readAllBytes(index), 60));

      says(
          temp.resolve("model"),
          index
              + ": expected the index of a checkpoint but its 60 bytes end without the mark of"
              + " one: cut off or of another format");
    }

    @Test
    void saysThatTheIndexIsDamaged() throws IOException {
      Path index = whole().resolve("variables/variables.index");
      byte[] bytes = Files.readAllBytes(index);
      bytes[5] ^= 1;
      Files.write(index, bytes);

      says(
          temp.resolve("model"),
          index + ": expected the index of a checkpoint but its checksum is wrong: it is damaged");
    }

    @Test
    void saysThatTheValuesAreMissing() throws IOException {
      Path data = whole().resolve("variables/variables.data-00000-of-00001");
      Files.delete(data);

      says(temp.resolve("model"), data + ": expected 24 bytes of values but the file is missing");
    }

    @Test
    void saysThatTheValuesAreCutOff() throws IOException {
      Path data = whole().resolve("variables/variables.data-00000-of-00001");
      Files.write(data, new byte[23]);

      says(temp.resolve("model"), data + ": expected 24 bytes of values but it is cut off at 23");
    }

    @Test
    void saysWhereTheTextFormIsBroken() throws IOException {
      Path file = Files.writeString(temp.resolve("saved_model.pbtxt"), "meta_graphs {\n  oops }");

      says(
          temp,
          file
              + ": expected the protocol buffer of a SavedModel but line 2, column 8 is not of its"
              + " text form: Expected \"{\".");
    }

    @Test
    void saysWhichTagsThereAre() {
      Path folder = whole();

      assertThatThrownBy(() -> SavedModelInspector.inspect(folder, Set.of("train", "gpu")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "tags: expected those of a graph in " + folder + ", [serve], but got [gpu, train]");
    }
  }
}
