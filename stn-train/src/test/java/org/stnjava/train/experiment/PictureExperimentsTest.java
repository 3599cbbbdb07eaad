package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.set.LabeledImages;

class PictureExperimentsTest {

  private static final int HEIGHT = 32;
  private static final int WIDTH = 20;

  @TempDir Path temporary;
  private Path pictures = Path.of("unset");

  /** Signs of three shapes, in any color, on any ground, somewhere in the picture. */
  @BeforeEach
  void draw() throws IOException {
    pictures = temporary.resolve("pictures");
    Random random = new Random(1);
    for (String part : List.of("train", "test")) {
      for (int shape = 0; shape < 3; shape++) {
        Path folder = Files.createDirectories(pictures.resolve(part).resolve("shape" + shape));
        for (int i = 0; i < (part.equals("train") ? 100 : 30); i++) {
          ImageIO.write(picture(shape, random), "png", folder.resolve(i + ".png").toFile());
        }
      }
    }
  }

  private static BufferedImage picture(int shape, Random random) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(new Color(random.nextInt(100), random.nextInt(100), random.nextInt(100)));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.setColor(
        new Color(150 + random.nextInt(100), 150 + random.nextInt(100), random.nextInt(250)));
    int x = 2 + random.nextInt(6);
    int y = 2 + random.nextInt(16);
    switch (shape) {
      case 0 -> pen.fillOval(x, y, 11, 11);
      case 1 -> pen.drawRect(x, y, 10, 10);
      default -> pen.fillPolygon(new int[] {x, x + 11, x + 5}, new int[] {y + 11, y + 11, y}, 3);
    }
    pen.dispose();
    return image;
  }

  private RunConfig config(String experiment) {
    return RunConfig.of(Map.of("experiment", experiment, "data", pictures.toString()))
        .with(Map.of("parameters", 100_000, "budget", "120 steps", "evaluations", 2, "batch", 32));
  }

  @ParameterizedTest(name = "{0}, {1}, {2} transformers, seed 0")
  @CsvSource({"meter-digits, st-sign-cnn, 2", "traffic-signs, residual-cnn, 1"})
  void learnsSmallPicturesWithoutTheirColors(String experiment, String net, int transformers) {
    RunConfig config = config(experiment).with(Map.of("net", net, "transformers", transformers));

    Run run = Run.prepare(config, temporary.resolve("run"));
    ModelCard card = run.start(List.of());

    assertThat(card.testError()).as("of three classes").isLessThan(0.3);
    try (TrainedModel model = TrainedModel.open(run.folder().savedModel())) {
      assertThat(model.measure(Optional.of(pictures.toString())).testError())
          .as("the exported model normalizes the pictures itself")
          .isCloseTo(card.testError(), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"traffic-signs", "meter-digits", "adrenal-3d"})
  void needPicturesOfTheUser(String experiment) {
    RunConfig config = RunConfig.of(Map.of("experiment", experiment));

    assertThatThrownBy(() -> ExperimentData.load(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "data: expected pictures for %s, by --data, but got glyphs".formatted(experiment));
  }

  @Test
  void takesTheStatisticsOfEachChannel() {
    byte[] pixels = {0, (byte) 255, 51, 51, 0, (byte) 204, 51, 51};
    LabeledImages images = new LabeledImages(1, 2, 2, pixels, new int[] {0, 1});

    ChannelStatistics statistics = ChannelStatistics.of(images);

    assertThat(statistics.means()).containsExactly(0.1f, 0.55f);
    assertThat(statistics.deviations()[0]).isCloseTo(0.1f, within(1e-6f));
    assertThat(statistics.deviations()[1]).isCloseTo(0.357071f, within(1e-6f));
    assertThat(statistics.black()[0]).isCloseTo(-1f, within(1e-5f));
  }
}
