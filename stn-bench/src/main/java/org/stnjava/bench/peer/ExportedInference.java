package org.stnjava.bench.peer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.savedmodel.classify.ExportedClassifier;
import org.stnjava.savedmodel.export.SavedModelExporter;

/** Inference as users do it: from an exported SavedModel, <b>to be closed</b>. */
public final class ExportedInference implements Contender {

  private final Scratch scratch;
  private final ExportedClassifier classifier;
  private final float[] images;
  private final int batch;

  private ExportedInference(
      Scratch scratch, ExportedClassifier classifier, float[] images, int batch) {
    this.scratch = scratch;
    this.classifier = classifier;
    this.images = images;
    this.batch = batch;
  }

  /**
   * Exports a network and loads it.
   *
   * @param workload the network
   * @param inputs images and weights
   * @return the loaded network
   */
  public static ExportedInference of(NetworkWorkload workload, Inputs inputs) {
    Scratch scratch = Scratch.create();
    try {
      Path folder = scratch.folder().resolve("model");
      Classifier classifier = workload.network().classifier(Sampler.bilinear());
      SavedModelExporter.export(classifier, weights(inputs), folder);
      return new ExportedInference(
          scratch, ExportedClassifier.load(folder), images(inputs), workload.batch());
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  static float[] images(Inputs inputs) {
    return inputs.get(NetworkWorkload.IMAGES).floats();
  }

  static Map<String, float[]> weights(Inputs inputs) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    inputs
        .arrays()
        .forEach(
            (name, array) -> {
              if (!name.equals(NetworkWorkload.IMAGES) && !name.equals(NetworkWorkload.LABELS)) {
                weights.put(name, array.floats());
              }
            });
    return weights;
  }

  @Override
  public Map<String, NpyArray> outputs() {
    return Map.of("logits", NpyArray.of(run(), batch, Network.CLASSES));
  }

  private float[] run() {
    return classifier.logits(images, batch);
  }

  @Override
  public Timing time(int repetitions) {
    return Timing.of(repetitions, this::run);
  }

  @Override
  public void close() {
    classifier.close();
    scratch.close();
  }
}
