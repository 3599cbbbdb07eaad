package org.stnjava.train.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stnjava.data.file.StagedFile;
import org.stnjava.train.config.Settings;

/**
 * The description of a trained model: how it was trained, and its metrics.
 *
 * @param experiment the experiment's name
 * @param net the name of the network that was trained
 * @param transform the names of the transforms of its transformers, or {@code none}
 * @param data the data's name
 * @param dataChecksum the data's SHA-256
 * @param parameters the number of trained parameters
 * @param steps the number of training steps
 * @param images the number of test images
 * @param testError the fraction of images with any wrong label
 * @param labelError the fraction of wrong labels; the same with one label an image
 * @param loss the mean cross entropy of their labels, nats
 * @param settings all settings of the run
 * @param versions of the toolkit, TensorFlow and Java
 * @param validation what chose the weights; null where there was no validation set, and the weights
 *     are the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(value = ModelCard.COMMAND, allowGetters = true)
public record ModelCard(
    String experiment,
    String net,
    String transform,
    String data,
    String dataChecksum,
    long parameters,
    int steps,
    int images,
    double testError,
    double labelError,
    double loss,
    @JsonDeserialize(converter = SettingsReader.class) RunConfig settings,
    Map<String, String> versions,
    @Nullable Validation validation) {

  /**
   * The best evaluation on the validation set, whose weights the model has.
   *
   * @param step of the weights
   * @param images the number of validation images that were evaluated
   * @param error the fraction of them with any wrong label
   * @param loss the mean cross entropy of their labels, nats
   */
  public record Validation(int step, int images, double error, double loss) {}

  /** Settings that the version of the file did not have take the experiment's values. */
  private static final class SettingsReader extends StdConverter<Map<String, Object>, RunConfig> {
    @Override
    public RunConfig convert(Map<String, Object> settings) {
      return RunConfig.ofFile(settings);
    }
  }

  static final String COMMAND = "command";

  /** The name of the card's file. */
  public static final String FILE = "card.json";

  /**
   * Reads a card.
   *
   * @param file the card's file
   * @return the card
   * @throws IllegalArgumentException if the file is no card
   * @throws UncheckedIOException if it cannot be read
   */
  public static ModelCard read(Path file) {
    try {
      return Settings.JSON.readValue(Files.readString(file), ModelCard.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: expected a model card but it is none: %s".formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** {@return the command that trains such a model, which stands in the file, too} */
  @JsonProperty(COMMAND)
  public String command() {
    return CommandText.of(settings);
  }

  void write(Path file) throws IOException {
    StagedFile.replace(
        file, (Settings.JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
