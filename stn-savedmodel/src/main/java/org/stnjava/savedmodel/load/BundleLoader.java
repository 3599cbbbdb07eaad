package org.stnjava.savedmodel.load;

import java.nio.file.Path;
import java.util.Set;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * Loads SavedModels into TensorFlow.
 *
 * @param config of the session
 */
record BundleLoader(ConfigProto config) {

  /** What TensorFlow takes for "no pool": a call's operations run in the thread that calls. */
  private static final int IN_THE_CALLER = -1;

  /**
   * Nodes may move to another device. Grappler's arithmetic rewriting would make sums of many again
   * where training keeps them in order.
   */
  private static final ConfigProto CONFIG =
      ConfigProto.newBuilder()
          .setAllowSoftPlacement(true)
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setRewriteOptions(
                      RewriterConfig.newBuilder()
                          .setArithmeticOptimization(RewriterConfig.Toggle.OFF)))
          .build();

  /** Loads for calls that share all cores. */
  static BundleLoader ofAllCores() {
    return new BundleLoader(CONFIG);
  }

  /**
   * Loads for calls that run in the thread that makes them.
   *
   * @param threads of the process that may help within an operation, 1 or more
   */
  static BundleLoader inCallers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1 but got " + threads);
    }
    return new BundleLoader(
        CONFIG.toBuilder()
            .setInterOpParallelismThreads(IN_THE_CALLER)
            .setIntraOpParallelismThreads(threads)
            .build());
  }

  /**
   * Loads a graph, to be closed; of a model that TensorFlow for Java fails at, a copy that it can
   * load.
   */
  SavedModelBundle load(Path folder, Set<String> tags) {
    try {
      return loadAsItIs(folder, tags);
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      IllegalArgumentException failure =
          new IllegalArgumentException(
              "%s: expected a SavedModel that TensorFlow can load but it says: %s"
                  .formatted(folder, e.getMessage()),
              e);
      if (!PortableCopy.helps(folder)) {
        throw failure;
      }
      return loadCopy(folder, tags, failure);
    }
  }

  private SavedModelBundle loadCopy(
      Path folder, Set<String> tags, IllegalArgumentException failure) {
    try (PortableCopy copy = PortableCopy.of(folder)) {
      return loadAsItIs(copy.folder(), tags);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private SavedModelBundle loadAsItIs(Path folder, Set<String> tags) {
    return SavedModelBundle.loader(folder.toString())
        .withTags(tags.toArray(String[]::new))
        .withConfigProto(config)
        .load();
  }
}
