package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.batch.Batch;
import org.stnjava.data.batch.Examples;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.set.LabeledImages;

class FailedBatchTest {

  @TempDir private Path folder;

  @Test
  void keepsARowOfLabelsForAnImageOfSeveral() {
    LabeledImages images =
        new LabeledImages(2, 3, 1, new byte[4 * 6], new int[] {1, 2, 3, 4, 5, 6, 7, 8}, 2);
    Batch pairs = Examples.of(images).slice(0, 4);

    FailedBatch.write(pairs, folder);

    assertThat(NpyFile.read(folder.resolve("images.npy")).shape()).containsExactly(4, 2, 3, 1);
    assertThat(NpyFile.read(folder.resolve("labels.npy")).shape()).containsExactly(4, 2);
  }
}
