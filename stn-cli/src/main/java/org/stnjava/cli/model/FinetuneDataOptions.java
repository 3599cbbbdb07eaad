package org.stnjava.cli.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stnjava.cli.common.Arguments;
import org.stnjava.cli.common.Failures;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.Distortion;
import org.stnjava.data.set.DataDirectory;
import org.stnjava.data.set.Dataset;
import org.stnjava.data.set.LabeledImages;
import org.stnjava.savedmodel.classify.InputRange;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.stnjava.train.finetune.ArrayExamples;
import org.stnjava.train.finetune.ImageExamples;
import org.tensorflow.Tensor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a model is fine-tuned on: a folder of images, or arrays. */
final class FinetuneDataOptions {

  private static final int BATCH = 64;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A folder of MNIST-style idx files; tested on its test images too.")
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
      description = "Rows a step (default: all rows of arrays, in order; 64 images of --data).")
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

  /** Reads the data for a signature. */
  FinetuneData open(LoadedModel model, String signature, long seed) {
    SignatureDescription called = Failures.named("--signature", () -> model.signature(signature));
    return data.map(folder -> images(model, called, folder, seed))
        .orElseGet(() -> arrays(model, called));
  }

  private FinetuneData images(
      LoadedModel model, SignatureDescription called, Path folder, long seed) {
    Dataset set = Failures.named("--data", () -> DataDirectory.load(folder));
    Distortion distortion =
        Failures.named("--distort", () -> Distortions.byName(distort.orElse("none")));
    InputRange range =
        pixels
            .scaling()
            .map(scaling -> new InputRange(scaling, Optional.empty()))
            .orElseGet(
                () ->
                    Arguments.named(
                        () -> InputRange.find(model, called, ImageExamples.place(called))));
    ImageExamples examples =
        Arguments.named(
            () ->
                ImageExamples.of(
                    called,
                    range.scaling(),
                    set.train(),
                    new ImageExamples.Drawing(distortion, batch.orElse(BATCH), seed)));
    LabeledImages test = DistortedImages.distortAll(set.test(), distortion, seed).images();
    return new FinetuneData(
        examples,
        new LinkedHashMap<>(),
        Optional.of(new FinetuneData.Test(test, examples::inputs)),
        PixelOptions.note(range),
        List.of(examples));
  }

  private FinetuneData arrays(LoadedModel model, SignatureDescription called) {
    TensorMap all = new TensorMap();
    try {
      Map<String, String> texts = Arguments.parse("--input", inputs);
      texts.forEach((name, text) -> all.put("--input " + name, called.input(name), text));
      Arguments.parse("--feed", feeds)
          .forEach((node, text) -> all.put("--feed " + node, model.placeholder(node), text));
      int[] classes = Failures.named("--labels", () -> classes(labels.orElseThrow()));
      Map<String, Tensor> rows = new LinkedHashMap<>();
      Map<String, Tensor> constants = new LinkedHashMap<>();
      all.tensors()
          .forEach(
              (name, tensor) -> {
                boolean isRows =
                    texts.containsKey(name) && isRows(called.input(name), tensor, classes.length);
                (isRows ? rows : constants).put(name, tensor);
              });
      ArrayExamples examples = ArrayExamples.of(rows, classes, batch.orElse(classes.length));
      return new FinetuneData(
          examples, constants, Optional.empty(), Optional.empty(), List.of(all));
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /** Whether an array has a row for each label; one of a fixed size may be the same for all. */
  private static boolean isRows(TensorDescription place, Tensor tensor, int labels) {
    List<Long> shape = place.shape();
    boolean isOpen = shape == null || shape.isEmpty() || shape.get(0) < 0;
    return tensor.rank() > 0 && (isOpen || tensor.shape().get(0) == labels);
  }

  private static int[] classes(Path file) {
    NpyArray array = NpyFile.read(file);
    if (array.type().isFloating() || array.shape().length != 1) {
      throw new IllegalArgumentException(
          "%s: expected integers [N] but got %s".formatted(file, array));
    }
    List<Integer> classes = new ArrayList<>();
    for (long value : array.longs()) {
      classes.add(Math.toIntExact(value));
    }
    return classes.stream().mapToInt(Integer::intValue).toArray();
  }
}
