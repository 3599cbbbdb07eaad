package org.stnjava.savedmodel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.savedmodel.ModelFolder;
import org.stnjava.savedmodel.description.ModelDescription;
import org.stnjava.savedmodel.format.Fingerprint;
import org.stnjava.savedmodel.inspect.SavedModelInspector;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;

/** Breaks models in all ways that disks and networks do, and looks at what is said about them. */
class DamagedModelTest {

  @TempDir Path temp;

  private Path whole() throws IOException {
    Path folder = ModelFolder.write(temp.resolve("model"), ModelFolder.model());
    Fingerprint.write(folder);
    return folder;
  }

  private Path with(MetaGraphDef.Builder graph) {
    return ModelFolder.write(
        temp.resolve("model"), SavedModel.newBuilder().addMetaGraphs(graph).build());
  }

  private void says(Path folder, String message) {
    assertThatThrownBy(() -> SavedModelInspector.inspect(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  static LongStream fiftySeeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fiftySeeds")
  void saysWhichFileIsBroken(long seed) throws IOException {
    Path folder = whole();
    Path file = breakOne(folder, new Random(seed * 7919));

    assertThat(complaint(folder))
        .contains("expected")
        .contains(String.valueOf(file.getFileName()))
        .doesNotContain("\n");
  }

  /** What a broken model is refused for, or the warning it is used with if it still is a model. */
  private static String complaint(Path folder) {
    try {
      return String.join("\n", SavedModelInspector.inspect(folder).warnings());
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void refusesEachDamageToTheVariables() throws IOException {
    for (String name : List.of("variables.index", "variables.data-00000-of-00001")) {
      Path file = whole().resolve("variables").resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      for (int bit = 0; bit < bytes.length * Byte.SIZE; bit += 5) {
        byte[] damaged = bytes.clone();
        damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        Files.write(file, damaged);

        assertThatThrownBy(() -> SavedModelInspector.inspect(temp.resolve("model")))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(name);
      }
    }
  }

  /** Deletes, cuts off or changes by one bit one of the files; gives that file. */
  private static Path breakOne(Path folder, Random random) throws IOException {
    List<Path> files =
        Stream.of(
                "saved_model.pb",
                "variables/variables.index",
                "variables/variables.data-00000-of-00001")
            .map(folder::resolve)
            .toList();
    Path file = files.get(random.nextInt(files.size()));
    byte[] bytes = Files.readAllBytes(file);
    int way = random.nextInt(4);
    if (way == 0) {
      Files.delete(file);
    } else if (way == 1) {
      Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    } else {
      int bit = random.nextInt(bytes.length * Byte.SIZE);
      bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(file, bytes);
    }
    return file;
  }

  @Test
  void takesAWholeModelWithItsChecksum() throws IOException {
    ModelDescription model = SavedModelInspector.inspect(whole());

    assertThat(model.metaGraphs()).hasSize(1);
    assertThat(model.warnings()).isEmpty();
  }

  @Test
  void namesTheVariableWhoseValuesAreDamaged() throws IOException {
    Path folder = whole();
    Path data = folder.resolve("variables/variables.data-00000-of-00001");
    byte[] values = Files.readAllBytes(data);
    values[5]++;
    Files.write(data, values);

    says(
        folder,
        data
            + ": expected the values that the index has the checksums of but those of scale are"
            + " others: the file is damaged");
  }

  private void warns(Path folder, String... warnings) {
    ModelDescription model = SavedModelInspector.inspect(folder);

    assertThat(model.warnings()).containsExactly(warnings);
    assertThat(model.metaGraphs()).hasSize(1);
  }

  @Test
  void usesAModelThatIsNotTheOneOfItsFingerprintWithAWarning() throws IOException {
    Path folder = whole();
    Path file = folder.resolve("saved_model.pb");
    Files.write(
        file, ModelFolder.model().toBuilder().setSavedModelSchemaVersion(9).build().toByteArray());

    warns(
        folder,
        file
            + ": expected the model that the checksum in fingerprint.pb was taken of but it is"
            + " another one: edited later, or damaged");
    try (LoadedModel model = LoadedModel.open(folder)) {
      assertThat(model.warnings()).hasSize(1);
    }
  }

  @Test
  void comparesNoFingerprintOfTensorFlow211WhichIsOfTheGraphAlone() throws IOException {
    Path folder = whole();
    byte[] fingerprint = {0x08, 0x2a, 0x10, 0x07, 0x32, 0x00};
    Files.write(folder.resolve("fingerprint.pb"), fingerprint);

    warns(folder);
  }

  @Test
  void comparesNoFingerprintWithoutAVersion() throws IOException {
    Path folder = whole();
    Files.write(folder.resolve("fingerprint.pb"), new byte[] {0x08, 0x2a});

    warns(folder);
  }

  @Test
  void warnsOfAFingerprintThatIsCutOff() throws IOException {
    Path folder = whole();
    Path file = folder.resolve("fingerprint.pb");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 4));

    warns(folder, file + ": expected a checksum of saved_model.pb but it is cut off or damaged");
  }

  @Test
  void warnsOfAFingerprintWithoutAChecksum() throws IOException {
    Path folder = whole();
    Path file = folder.resolve("fingerprint.pb");
    Files.write(file, new byte[] {0x32, 0x02, 0x08, 0x01});

    warns(folder, file + ": expected a checksum of saved_model.pb but it holds none");
  }

  @Test
  void namesTheSignatureWhoseTypeIsNotTheGraphs() {
    MetaGraphDef.Builder graph = ModelFolder.graph();
    graph.putSignatureDef(
        "serve",
        SignatureDef.newBuilder()
            .putInputs(
                "image", ModelFolder.tensor("image:0", DataType.DT_FLOAT, ModelFolder.shape(-1, 5)))
            .build());

    says(
        with(graph),
        temp.resolve("model/saved_model.pb")
            + ": expected signature serve: input image to be of the graph's type but it is float32"
            + " and image:0 is uint8");
  }

  @Test
  void namesTheSignatureWhoseTensorIsMissing() {
    MetaGraphDef.Builder graph = ModelFolder.graph();
    graph.putSignatureDef(
        "serve",
        SignatureDef.newBuilder()
            .putOutputs("v", ModelFolder.tensor("v:0", DataType.DT_FLOAT, ModelFolder.shape(3, 4)))
            .putOutputs(
                "logits",
                ModelFolder.tensor("logits:0", DataType.DT_DOUBLE, ModelFolder.shape(3, 4)))
            .build());

    says(
        with(graph),
        temp.resolve("model/saved_model.pb")
            + ": expected signature serve: output v to be a tensor of the graph but there is no v:0");
  }

  @Test
  void countsTheOutputsThatANodeHas() {
    MetaGraphDef.Builder graph = ModelFolder.graph();
    graph.putSignatureDef(
        "serve",
        SignatureDef.newBuilder()
            .putOutputs(
                "v", ModelFolder.tensor("logits:1", DataType.DT_DOUBLE, ModelFolder.shape(3, 4)))
            .build());

    says(
        with(graph),
        temp.resolve("model/saved_model.pb")
            + ": expected signature serve: output v to be a tensor of the graph but logits:1 is"
            + " asked for and logits has 1 outputs");
  }

  @Test
  void namesTheNodeThatReadsWhatIsNotThere() {
    MetaGraphDef.Builder graph = ModelFolder.graph();
    graph.getGraphDefBuilder().addNode(ModelFolder.node("v", "Identity", "u:1"));

    says(
        with(graph),
        temp.resolve("model/saved_model.pb")
            + ": expected node v to read nodes of the graph but it reads 'u:1', which is not"
            + " there");
  }

  @Test
  void passesOnWhatOnlyTensorFlowSees() {
    MetaGraphDef.Builder graph = ModelFolder.graph();
    graph.getGraphDefBuilder().addNode(ModelFolder.node("v", "FromAnotherLibrary"));
    Path folder = with(graph);

    assertThat(SavedModelInspector.inspect(folder).metaGraphs().get(0).needs().unknownOperations())
        .containsExactly("FromAnotherLibrary");
    assertThatThrownBy(() -> LoadedModel.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            folder
                + ": expected a SavedModel that TensorFlow can load but it says: Op type not"
                + " registered 'FromAnotherLibrary'");
  }
}
