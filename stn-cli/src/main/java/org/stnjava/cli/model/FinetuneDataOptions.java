package org.stnjava.cli.model;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stnjava.cli.common.Arguments;
import org.stnjava.cli.common.Failures;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.npy.NpyStrings;
import org.stnjava.data.npy.NpyType;
import org.stnjava.data.npy.NpyValues;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.ImageFolder;
import org.stnjava.data.set.ImageOptions;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.savedmodel.classify.ImageInput;
import org.stnjava.savedmodel.classify.InputRange;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.savedmodel.tensor.NpyTensors;
import org.stnjava.train.finetune.ModelImages;
import org.stnjava.train.loop.TrainingData;
import org.stnjava.train.objective.TensorSpec;
import org.tensorflow.Tensor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a model is fine-tuned on: a folder of images, or arrays. */
final class FinetuneDataOptions {

  private static final int BATCH = 64;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder of pictures, train/CLASS/*.png and test/CLASS/*.png, or of MNIST-style idx"
              + " files, or a .npz file; tested on its test images too.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--distort",
      paramLabel = "r|rts|p|e",
      description = "What is done to the images of --data (default: nothing).")
  private Optional<String> distort = Optional.empty();

  @Mixin private PixelOptions pixels = new PixelOptions();

  @Option(
      names = "--input",
      paramLabel = "NAME=X.npy",
      description =
          "Rows for an input of the signature; what has no row for each label, such as a number, is"
              + " the same for all.")
  private List<String> inputs = List.of();

  @Option(
      names = "--labels",
      paramLabel = "Y.npy",
      description = "The class of each row, integers from 0.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--feed",
      paramLabel = "NODE=VALUE",
      description = "Value of a placeholder that stands in no signature.")
  private List<String> feeds = List.of();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Rows a step (default: all rows of arrays, in order; of --data as many"
              + " images as the model always takes, else 64).")
  private Optional<Integer> batch = Optional.empty();

  /** Requires either a folder or arrays with labels. */
  void check() {
    boolean arrays = !inputs.isEmpty() || labels.isPresent();
    if (data.isPresent() == arrays || (arrays && (inputs.isEmpty() || labels.isEmpty()))) {
      throw new IllegalArgumentException(
          "--data: expected either --data DIR or --input NAME=X.npy with --labels Y.npy but got "
              + (data.isPresent() && arrays ? "both" : given()));
    }
    if (distort.isPresent() && data.isEmpty()) {
      throw new IllegalArgumentException(
          "--distort %s: expected --data beside it but got arrays".formatted(distort.get()));
    }
    if (pixels.scaling().isPresent() && data.isEmpty()) {
      throw new IllegalArgumentException(
          "--input-range: expected --data beside it but got arrays, which are fed as they are");
    }
    if (batch.filter(size -> size < 1).isPresent()) {
      throw new IllegalArgumentException("--batch: expected at least 1 but got " + batch.get());
    }
  }

  private String given() {
    if (!inputs.isEmpty()) {
      return "no --labels";
    }
    return labels.isPresent() ? "no --input" : "neither";
  }

  /** The names of the inputs that arrays are given for. */
  Set<String> inputs() {
    return Arguments.parse("--input", inputs).keySet();
  }

  /** Reads the data for the signature that the options name. */
  FinetuneData open(LoadedModel model, FinetuneOptions options, long seed) {
    SignatureDescription called =
        Failures.named("--signature", () -> model.signature(options.signature()));
    if (data.isPresent()) {
      return images(model, called, options, seed);
    }
    options.requireNoPictures();
    return arrays(model, called);
  }

  private FinetuneData images(
      LoadedModel model, SignatureDescription called, FinetuneOptions options, long seed) {
    Distortion distortion =
        Failures.named("--distort", () -> Distortions.byName(distort.orElse("none")));
    TensorDescription place = Arguments.named(() -> ModelImages.place(called));
    ImageOptions pictures = options.pictures(undistorted(ImageInput.pictures(place), distortion));
    ImageFolder folder =
        Failures.named("--data", () -> ImageFolder.open(data.orElseThrow(), pictures));
    Dataset set = folder.dataset();
    InputRange range =
        pixels
            .scaling()
            .map(scaling -> new InputRange(scaling, Optional.empty()))
            .orElseGet(() -> Arguments.named(() -> InputRange.find(model, called, place)));
    ModelImages images =
        Arguments.named(() -> ModelImages.of(called, range.scaling(), set.train(), distortion))
            .withTest(set.test(), seed);
    List<String> notes = new ArrayList<>();
    folder.skipped().forEach(file -> notes.add("left out " + file));
    PixelOptions.note(range).ifPresent(notes::add);
    return new FinetuneData(
        images,
        Set.of(),
        new LinkedHashMap<>(),
        set.checksum(),
        notes,
        ImageInput.batch(place, BATCH),
        List.of());
  }

  /** Pictures have the model's size, unless a distortion draws on a canvas of another. */
  private static ImageOptions undistorted(ImageOptions pictures, Distortion distortion) {
    ImageSpec pixel = new ImageSpec(1, 1, 1, 1, 0);
    return distortion.layout(pixel).equals(pixel)
        ? pictures
        : new ImageOptions(ImageOptions.NATIVE, pictures.fit(), pictures.color(), false);
  }

  /** Images or rows a step. */
  int batch(FinetuneData given) {
    return given.data().batches(batch.orElse(given.usualBatch()), 0).batchSize();
  }

  private FinetuneData arrays(LoadedModel model, SignatureDescription called) {
    TensorMap all = new TensorMap();
    try {
      Map<String, String> texts = Arguments.parse("--input", inputs);
      texts.forEach((name, text) -> all.put("--input " + name, called.input(name), text));
      Arguments.parse("--feed", feeds)
          .forEach((node, text) -> all.put("--feed " + node, model.placeholder(node), text));
      int[] classes = Failures.named("--labels", () -> classes(labels.orElseThrow()));
      Map<String, NpyValues> rows = new LinkedHashMap<>();
      Map<String, Tensor> constants = new LinkedHashMap<>();
      all.tensors()
          .forEach(
              (name, tensor) -> {
                if (texts.containsKey(name) && isRows(called.input(name), tensor, classes.length)) {
                  rows.put(name, NpyTensors.values(tensor));
                } else {
                  constants.put(name, tensor);
                }
              });
      return new FinetuneData(
          rows(rows, classes),
          rows.keySet(),
          constants,
          checksum(rows, classes),
          List.of(),
          classes.length,
          List.of(all));
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private TrainingData rows(Map<String, NpyValues> rows, int... classes) {
    requireRows(rows, classes);
    Map<String, NpyValues> targets =
        Map.of(TensorSpec.LABELS, NpyArray.of(classes, classes.length));
    Examples examples = Examples.of(rows, targets);
    int size = batch.orElse(classes.length);
    return TrainingData.of(Batches.inOrder(examples, size), Examples.none());
  }

  private static void requireRows(Map<String, NpyValues> rows, int... classes) {
    if (classes.length == 0) {
      throw new IllegalArgumentException("--labels: expected at least one but got none");
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "--input: expected an input with a row for each of the %d labels but got none"
              .formatted(classes.length));
    }
    rows.forEach(
        (name, values) -> {
          if (values.shape()[0] != classes.length) {
            throw new IllegalArgumentException(
                "--labels: expected one for each row of input %s, %s, but got %d"
                    .formatted(name, values, classes.length));
          }
        });
  }

  /** Whether an array has a row for each label; one of a fixed size may be the same for all. */
  private static boolean isRows(TensorDescription place, Tensor tensor, int labels) {
    List<Long> shape = place.shape();
    boolean isOpen = shape == null || shape.isEmpty() || shape.get(0) < 0;
    return tensor.rank() > 0 && (isOpen || tensor.shape().get(0) == labels);
  }

  private static int[] classes(Path file) {
    NpyArray array = NpyFile.read(file);
    long[] shape = array.shape();
    boolean isColumn = shape.length == 2 && shape[1] == 1;
    if (array.type().isFloating() || !(shape.length == 1 || isColumn)) {
      throw new IllegalArgumentException(
          "%s: expected integers [N] or [N, 1] but got %s".formatted(file, array));
    }
    long[] classes = array.as(NpyType.INT32).longs();
    return Arrays.stream(classes).mapToInt(Math::toIntExact).toArray();
  }

  private static String checksum(Map<String, NpyValues> rows, int... classes) {
    Hasher hasher = Hashing.sha256().newHasher();
    rows.forEach(
        (name, values) -> {
          hasher.putString(name + values, StandardCharsets.UTF_8);
          if (values instanceof NpyArray array) {
            hasher.putBytes(array.bytes());
          } else {
            ((NpyStrings) values).values().forEach(hasher::putBytes);
          }
        });
    for (int label : classes) {
      hasher.putInt(label);
    }
    return hasher.hash().toString();
  }

  /** What decides the results of a run, besides the data themselves. */
  Map<String, String> settings() {
    return Map.of(
        "distort", distort.orElse("none"),
        "pixels", pixels.scaling().map(Object::toString).orElse("found"),
        "feed", String.join(" ", feeds));
  }
}
