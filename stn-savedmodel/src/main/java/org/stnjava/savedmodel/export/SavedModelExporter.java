package org.stnjava.savedmodel.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stnjava.data.file.StagedFolder;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.classifier.Classifier;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Writes a classifier with its weights and its state as a SavedModel for Java, Python and
 * TensorFlow Serving.
 *
 * <p>The graph is built anew for inference and contains no training operations. Signatures: {@code
 * serving_default} ({@code image} → {@code logits}, {@code probabilities}); for classifiers with
 * transformers also {@code theta} ({@code image} → {@code theta}) and {@code warp} ({@code image} →
 * {@code warped}, {@code grid}), outputs numbered from 0 if there are several transformers. Any
 * batch size.
 */
public final class SavedModelExporter {

  /** The name of the input of every signature. */
  public static final String IMAGE = "image";

  private SavedModelExporter() {}

  /**
   * Writes the SavedModel, whole or not at all.
   *
   * @param classifier the network
   * @param weights the values of its weights and its state by name
   * @param folder where to write; must not exist, its parent must
   * @throws IllegalArgumentException if the folder exists, its parent does not, or the weights are
   *     not the classifier's
   * @throws UncheckedIOException if writing fails
   */
  public static void export(Classifier classifier, Map<String, float[]> weights, Path folder) {
    StagedFolder.write(
        "folder",
        folder,
        TensorFlowFiles.writtenBy(unfinished -> write(classifier, weights, unfinished)));
  }

  private static void write(Classifier classifier, Map<String, float[]> values, Path folder)
      throws IOException {
    Set<String> trainable = new HashSet<>();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 0);
      ImageShape input = classifier.input();
      Placeholder<TFloat32> image =
          tf.withName(IMAGE)
              .placeholder(
                  TFloat32.class,
                  Placeholder.shape(Shape.of(-1, input.height(), input.width(), input.channels())));
      Classification result = classifier.classify(tf, ModelScope.export(weights), image);
      List<Signature> signatures = Signatures.of(tf, image, result);
      weights.write(session, values);
      WeightSaver.addTo(graph, weights.all());
      weights.trainable().forEach(weight -> trainable.add(weight.name()));
      SavedModelBundle.exporter(folder.toString())
          .withSession(session)
          .withSignatures(signatures.toArray(Signature[]::new))
          .export();
    }
    PythonMetadata.addTo(folder, trainable::contains);
  }
}
