package org.stnjava.models.savedmodel;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The signatures of an exported classifier. */
final class Signatures {

  /** What TensorFlow Serving's Predict wants as the method of a signature. */
  private static final String PREDICT = "tensorflow/serving/predict";

  private Signatures() {}

  static List<Signature> of(Ops tf, Operand<TFloat32> image, Classification result) {
    List<Signature> signatures = new ArrayList<>();
    signatures.add(
        builder("serving_default", image)
            .output("logits", tf.withName("logits").identity(result.logits()))
            .output("probabilities", tf.withName("probabilities").nn.softmax(result.logits()))
            .build());
    if (!result.warps().isEmpty()) {
      signatures.add(theta(tf, image, result.warps()));
      signatures.add(warp(tf, image, result.warps()));
    }
    return signatures;
  }

  private static Signature theta(Ops tf, Operand<TFloat32> image, List<Warp> warps) {
    Signature.Builder builder = builder("theta", image);
    for (int i = 0; i < warps.size(); i++) {
      String name = numbered("theta", i, warps);
      builder.output(name, tf.withName(name).identity(warps.get(i).theta()));
    }
    return builder.build();
  }

  private static Signature warp(Ops tf, Operand<TFloat32> image, List<Warp> warps) {
    Signature.Builder builder = builder("warp", image);
    for (int i = 0; i < warps.size(); i++) {
      String warped = numbered("warped", i, warps);
      String grid = numbered("grid", i, warps);
      builder.output(warped, tf.withName(warped).identity(warps.get(i).v()));
      builder.output(grid, tf.withName(grid).identity(warps.get(i).grid()));
    }
    return builder.build();
  }

  private static Signature.Builder builder(String name, Operand<TFloat32> image) {
    return Signature.builder(name).methodName(PREDICT).input(SavedModelExporter.IMAGE, image);
  }

  private static String numbered(String name, int index, List<Warp> warps) {
    return warps.size() == 1 ? name : name + "_" + index;
  }
}
