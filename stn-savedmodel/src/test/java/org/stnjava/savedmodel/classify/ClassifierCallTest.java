package org.stnjava.savedmodel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.load.LoadedModel;

class ClassifierCallTest {

  private static ImageCallOptions options(Fixture fixture) {
    return new ImageCallOptions(
        Optional.of(fixture.signature()),
        Optional.of(fixture.training().get("logits").asText()),
        Optional.of(PixelScaling.UNIT));
  }

  /** Numbers as Keras counts them; the checkpoint of the module has one variable more. */
  @ParameterizedTest
  @CsvSource({
    "keras3_module, 370, 371",
    "keras3_sequential, 67, 67",
    "keras3_functional, 361, 361",
  })
  void countsEachWeightOnce(String name, long read, long saved) {
    Fixture fixture = Fixture.of(name);
    try (LoadedModel model = LoadedModel.open(fixture.folder())) {
      assertThat(ClassifierCall.of(model, options(fixture)).parameters()).isEqualTo(read);
      assertThat(ClassifierCall.parameters(model.description().variables())).isEqualTo(saved);
    }
  }
}
