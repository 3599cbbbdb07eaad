package org.stnjava.train.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.npy.NpyType;
import org.tensorflow.ndarray.Shape;

/** Writes the batch on which a training run failed. */
final class FailedBatch {

  private FailedBatch() {}

  /**
   * Writes {@code images.npy}, uint8 as they were fed, and {@code labels.npy}, int32; a row an
   * image where it has several labels.
   */
  static void write(Batch batch, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    Shape images = Shape.of(batch.size(), batch.height(), batch.width());
    if (batch.channels() > 1) {
      images = images.append(batch.channels());
    }
    NpyFile.write(
        folder.resolve("images.npy"),
        NpyArray.ofBytes(batch.images(), NpyType.UINT8, images.asArray()));
    Shape labels = Shape.of(batch.size());
    if (batch.labelsPerImage() > 1) {
      labels = labels.append(batch.labelsPerImage());
    }
    NpyFile.write(folder.resolve("labels.npy"), NpyArray.of(batch.labels(), labels.asArray()));
  }
}
