package org.stnjava.savedmodel.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.ModelFolder;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/** A model in text form with a field that this TensorFlow does not know. */
class PortableCopyTest {

  @TempDir Path temp;

  private Path later() throws IOException {
    Path folder = ModelFolder.copy(Fixture.of("nested").folder(), temp.resolve("m"), model -> {});
    String text = TextFormat.printer().printToString(SavedModelFile.read(folder));
    Files.delete(folder.resolve(SavedModelFile.NAME));
    Files.writeString(folder.resolve(SavedModelFile.TEXT_NAME), text + "a_later_field: 3\n");
    return folder;
  }

  @Test
  void runsATextFormWithUnknownFields() throws IOException {
    Map<String, Tensor> inputs = Fixture.of("nested").inputs("serving_default");

    try (LoadedModel model = LoadedModel.open(later());
        LoadedModel original = LoadedModel.open(Fixture.of("nested").folder());
        Result result = model.call("serving_default", inputs);
        Result expected = original.call("serving_default", inputs)) {
      assertThat(result.get("logits").orElseThrow())
          .isEqualTo(expected.get("logits").orElseThrow());
    } finally {
      inputs.values().forEach(Tensor::close);
    }
  }

  @Test
  void leavesNothingBehindAndTheModelAsItWas() throws IOException {
    Path model = later();
    Path copied;
    try (PortableCopy copy = PortableCopy.of(model)) {
      copied = copy.folder();
      assertThat(copied.resolve("variables")).isSymbolicLink();
    }

    assertThat(copied).doesNotExist();
    assertThat(model.resolve("variables/variables.index")).exists();
  }
}
