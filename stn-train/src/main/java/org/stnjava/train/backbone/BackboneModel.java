package org.stnjava.train.backbone;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stnjava.models.classifier.Classifiers.Backbone;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.Layer;
import org.stnjava.savedmodel.classify.InputRange;
import org.stnjava.savedmodel.classify.PixelScaling;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.layer.ImportedLayer;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.ndarray.Shape;

/**
 * The files of a backbone.
 *
 * @param folder of the SavedModel
 * @param tensor the features; empty for the only output of its signature
 */
public record BackboneModel(Path folder, Optional<String> tensor) {

  private static final String SERVING = "serving_default";
  private static final Pattern RANGE = Pattern.compile("(-?[0-9.eE-]+?)\\.\\.(-?[0-9.eE-]+)");

  /**
   * Finds the folder in a setting, which may have colons in its name.
   *
   * @param text {@code SAVED_MODEL} or {@code SAVED_MODEL:TENSOR}
   * @return the folder, absolute
   * @throws IllegalArgumentException if there is no such folder
   */
  public static BackboneModel parse(String text) {
    for (int end = text.length(); end > 0; end = text.lastIndexOf(':', end - 1)) {
      Path folder = Path.of(text.substring(0, end)).toAbsolutePath().normalize();
      if (Files.isDirectory(folder)) {
        return new BackboneModel(
            folder,
            Optional.of(text.substring(Math.min(text.length(), end + 1)))
                .filter(it -> !it.isEmpty()));
      }
    }
    throw new IllegalArgumentException(
        "backbone: expected the folder of a SavedModel, as SAVED_MODEL or SAVED_MODEL:TENSOR, but got '%s'"
            .formatted(text));
  }

  /**
   * Loads the backbone of a run.
   *
   * @param config has one
   * @return features by the names and the rates of the configuration
   * @throws IllegalArgumentException if it is no model of images, or another one than the
   *     configuration's checksum says
   */
  public static Backbone load(BackboneConfig config) {
    BackboneModel files = parse(config.backbone());
    files.require(config.backboneChecksum());
    try (LoadedModel model = LoadedModel.open(files.folder())) {
      return files.read(model, config);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          message.startsWith("backbone") ? message : "backbone: " + message, e);
    }
  }

  private Backbone read(LoadedModel model, BackboneConfig config) {
    SignatureDescription signature = signature(model);
    TensorDescription image = only("input", signature.requiredInputs());
    ImportedLayer layer =
        ImportedLayer.of(
                model,
                image.name(),
                tensor.orElseGet(() -> only("output", signature.outputs()).name()))
            .withName(BackboneConfig.NAME)
            .withBatchNorm(config.backboneBatchNorm());
    PixelScaling scaling =
        config.backboneRange().equals(BackboneConfig.FOUND)
            ? InputRange.find(model, signature, image).scaling()
            : scaling(config.backboneRange());
    return new Backbone(scaled(scaling, layer), size(layer.inputShape()));
  }

  private static SignatureDescription signature(LoadedModel model) {
    List<SignatureDescription> all = model.signatures();
    return all.size() == 1 ? all.get(0) : model.signature(SERVING);
  }

  private static TensorDescription only(String kind, List<TensorDescription> tensors) {
    if (tensors.size() != 1) {
      throw new IllegalArgumentException(
          "backbone: expected one %s%s but the signature has %s"
              .formatted(
                  kind,
                  kind.equals("output") ? ", or SAVED_MODEL:TENSOR," : "",
                  tensors.stream().map(TensorDescription::name).toList()));
    }
    return tensors.get(0);
  }

  private static ImageShape size(Shape shape) {
    if (shape.isUnknown()
        || shape.numDimensions() != 4
        || shape.subShape(1, 4).hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "backbone: expected a model that reads images [N, H, W, C] of a known size but it reads "
              + shape);
    }
    return new ImageShape(
        Math.toIntExact(shape.get(1)),
        Math.toIntExact(shape.get(2)),
        Math.toIntExact(shape.get(3)));
  }

  private static Layer scaled(PixelScaling scaling, Layer layer) {
    if (scaling.equals(PixelScaling.UNIT)) {
      return layer;
    }
    return (tf, scope, x) ->
        layer.apply(
            tf,
            scope,
            tf.math.add(
                tf.math.mul(x, tf.constant((float) scaling.scale())),
                tf.constant((float) scaling.offset())));
  }

  /** The scaling of pixels in [0, 1] to a range. */
  static PixelScaling scaling(String range) {
    Matcher matcher = RANGE.matcher(range);
    if (matcher.matches()) {
      try {
        double low = Double.parseDouble(matcher.group(1));
        return new PixelScaling(Double.parseDouble(matcher.group(2)) - low, low);
      } catch (NumberFormatException e) {
        throw notOne(range, e);
      }
    }
    throw notOne(range, null);
  }

  private static IllegalArgumentException notOne(String range, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "backboneRange: expected '%s' or LOW..HIGH, such as -1..1, but got '%s'"
            .formatted(BackboneConfig.FOUND, range),
        cause);
  }

  private void require(String expected) {
    String found = checksum();
    if (!expected.equals(BackboneConfig.UNKNOWN) && !expected.equals(found)) {
      throw new IllegalArgumentException(
          "backbone: expected the model that the run was begun with, with checksum %s, but %s has %s"
              .formatted(expected, folder, found));
    }
  }

  /**
   * The SHA-256 of the graph and the variables.
   *
   * @return 64 hexadecimal digits
   * @throws IllegalArgumentException if there are no such files
   */
  public String checksum() {
    Hasher hasher = Hashing.sha256().newHasher();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(BackboneModel::counts).sorted().toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        hasher.putString(name, StandardCharsets.UTF_8).putLong(Files.size(file));
        hasher.putBytes(Files.readAllBytes(file));
      }
      return hasher.hash().toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static boolean counts(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("saved_model.pb") || name.startsWith("variables.");
  }

  /** {@return what {@link #parse} reads} */
  @Override
  public String toString() {
    return folder + tensor.map(name -> ":" + name).orElse("");
  }
}
