package org.stnjava.train.experiment;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.stnjava.models.classifier.ImageShape;
import org.stnjava.train.data.DataDirectory;
import org.stnjava.train.data.Dataset;
import org.stnjava.train.data.DistortedImages;
import org.stnjava.train.data.Distortion;
import org.stnjava.train.data.glyph.Glyphs;

/**
 * The images of a run.
 *
 * <p>The built-in digits and the distortions of the test set do not depend on the run's seed: runs
 * of different seeds are tested on the same images.
 *
 * @param dataset undistorted images
 * @param distortion what is done to them
 * @param test the test images, distorted
 */
record ExperimentData(Dataset dataset, Distortion distortion, DistortedImages test) {

  private static final long GLYPHS_SEED = 1;
  private static final long TEST_SEED = 2;

  static ExperimentData load(String data, Distortion distortion) {
    Dataset dataset = plain(data);
    return new ExperimentData(
        dataset, distortion, DistortedImages.distortAll(dataset.test(), distortion, TEST_SEED));
  }

  /** The images as they are. */
  static Dataset plain(String data) {
    return data.equals(RunConfig.GLYPHS) ? Glyphs.dataset(GLYPHS_SEED) : read(data);
  }

  /** What is wrong with the files is wrong with the setting that names them. */
  private static Dataset read(String folder) {
    try {
      return DataDirectory.load(Path.of(folder));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("data: " + e.getMessage(), e);
    }
  }

  /** Refuses files that are no longer those that a model was trained on. */
  void requireChecksum(String checksum) {
    if (!dataset.checksum().equals(checksum)) {
      throw new IllegalArgumentException(
          "data: expected the files that the model was trained on, with checksum %s, but %s has %s"
              .formatted(checksum, dataset.name(), dataset.checksum()));
    }
  }

  ImageShape imageShape() {
    return new ImageShape(test.images().height(), test.images().width(), 1);
  }
}
