package org.stnjava.savedmodel.export;

import java.io.IOException;
import org.stnjava.data.file.StagedFolder;
import org.tensorflow.exceptions.TensorFlowException;

/** Runs writers that use TensorFlow, whose failures become I/O errors. */
public final class TensorFlowFiles {

  private TensorFlowFiles() {}

  /**
   * Translates failures of TensorFlow, such as a full disk.
   *
   * @param content writes by TensorFlow
   * @return the same content; throws an {@link IOException} with the first line of TensorFlow's
   *     message, which has the reason
   */
  public static StagedFolder.Content writtenBy(StagedFolder.Content content) {
    return folder -> {
      try {
        content.writeInto(folder);
      } catch (TensorFlowException e) {
        IOException reason =
            new IOException(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        reason.addSuppressed(e);
        throw reason;
      }
    };
  }
}
