package org.stnjava.savedmodel.export;

import java.util.ArrayList;
import java.util.List;
import org.stnjava.models.classifier.Classification;
import org.stnjava.models.transformer.Warp;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The signatures of an exported classifier. */
public final class Signatures {

  /** What TensorFlow Serving's Predict wants as the method of a signature. */
  public static final String PREDICT = "tensorflow/serving/predict";

  public static final String CLASSIFY = "serving_default";
  public static final String LOGITS = "logits";
  public static final String THETA = "theta";
  public static final String WARP = "warp";
  public static final String WARPED = "warped";
  public static final String GRID = "grid";

  private Signatures() {}

  static List<Signature> of(Ops tf, Operand<TFloat32> image, Classification result) {
    List<Signature> signatures = new ArrayList<>();
    signatures.add(
        builder(CLASSIFY, image)
            .output(LOGITS, tf.withName(LOGITS).identity(result.logits()))
            .output("probabilities", tf.withName("probabilities").nn.softmax(result.logits()))
            .build());
    if (!result.warps().isEmpty()) {
      signatures.add(theta(tf, image, result.warps()));
      signatures.add(warp(tf, image, result.warps()));
    }
    return signatures;
  }

  private static Signature theta(Ops tf, Operand<TFloat32> image, List<Warp> warps) {
    Signature.Builder builder = builder(THETA, image);
    for (int i = 0; i < warps.size(); i++) {
      String name = numbered(THETA, i, warps.size());
      builder.output(name, tf.withName(name).identity(warps.get(i).theta()));
    }
    return builder.build();
  }

  private static Signature warp(Ops tf, Operand<TFloat32> image, List<Warp> warps) {
    Signature.Builder builder = builder(WARP, image);
    for (int i = 0; i < warps.size(); i++) {
      String warped = numbered(WARPED, i, warps.size());
      String grid = numbered(GRID, i, warps.size());
      builder.output(warped, tf.withName(warped).identity(warps.get(i).v()));
      builder.output(grid, tf.withName(grid).identity(warps.get(i).grid()));
    }
    return builder.build();
  }

  private static Signature.Builder builder(String name, Operand<TFloat32> image) {
    return Signature.builder(name).methodName(PREDICT).input(SavedModelExporter.IMAGE, image);
  }

  /** The name of an output: numbered from 0 if there are several transformers. */
  public static String numbered(String name, int index, int count) {
    return count == 1 ? name : name + "_" + index;
  }
}
