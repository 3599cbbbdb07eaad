package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.set.Dataset;
import org.stnjava.example.NormalizedNetwork;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ClassifierOptions;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.train.experiment.picture.OwnImages;

/** An experiment that ignores the settings of network and data. */
class OwnNetworkTest {

  @TempDir Path temporary;

  /** Lists the experiment. */
  public static final class Provider implements ExperimentProvider {
    @Override
    public List<Experiment> experiments() {
      return List.of(new OwnNetwork());
    }
  }

  private record OwnNetwork() implements Experiment {
    @Override
    public String name() {
      return "own-network";
    }

    @Override
    public String summary() {
      return "a network and data that no setting names";
    }

    @Override
    public String published() {
      return "nothing published";
    }

    @Override
    public RunConfig defaults() {
      return RunConfig.of(this, new OwnImages().defaults().training());
    }

    @Override
    public Dataset choose(Dataset images, RunConfig config) {
      return new Dataset("own-data", images.train(), images.test(), images.checksum());
    }

    @Override
    public Classifier classifier(RunConfig config, ClassifierOptions options, Dataset images) {
      return new NormalizedNetwork(options.input(), options.classes());
    }
  }

  @Test
  void isNamedInTheCardAndTheReport() throws IOException {
    Map<String, ?> settings =
        Map.of(
            "experiment",
            "own-network",
            "data",
            FewDigits.write(temporary.resolve("digits")),
            "budget",
            "1 steps",
            "evaluations",
            1,
            "transform",
            "rotation",
            "batch",
            4);
    Run run = Run.prepare(RunConfig.of(settings), temporary.resolve("run"));

    ModelCard card = run.start(List.of());

    assertThat(run.network()).isEqualTo("normalized");
    assertThat(run.dataName()).isEqualTo("own-data");
    assertThat(card.net()).isEqualTo("normalized");
    assertThat(card.transform()).isEqualTo("affine");
    assertThat(card.data()).isEqualTo("own-data");
    assertThat(Files.readString(run.folder().report()))
        .contains("own-network: normalized on own-data")
        .doesNotContain("st-cnn</")
        .doesNotContain("rotation</");
  }

  @Test
  void isListedAfterTheExperimentsOfTheToolkit() {
    assertThat(Experiments.all())
        .extracting(Experiment::name)
        .startsWith("mnist-r")
        .containsSubsequence("images", "own-network", "mnist-tumbled");
  }

  @Test
  void hasNoTransformWithoutATransformer() {
    ClassifierOptions options = ClassifierOptions.of(new ImageShape(28, 28, 1), 10);

    assertThat(Networks.transforms(Classifiers.byName("cnn", options))).isEqualTo("none");
    assertThat(Networks.transforms(Classifiers.byName("st-cnn", options))).isEqualTo("affine");
  }
}
