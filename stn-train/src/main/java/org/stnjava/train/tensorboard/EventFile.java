package org.stnjava.train.tensorboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.stnjava.savedmodel.format.MaskedCrc32c;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;

/**
 * A file of TensorBoard's events.
 *
 * <p>Each event is a record of TensorFlow's: its length, the length's checksum, the event, the
 * event's checksum. It has reached the file when {@link #write} returns; a record that was cut off
 * is ignored by readers. A file that begins at a later step takes the place of what earlier files
 * of its folder have from there on.
 *
 * <p><b>Whoever opens it closes it.</b>
 */
final class EventFile implements AutoCloseable {

  private static final String FORMAT = "brain.Event:2";

  private final Path file;
  private final FileChannel channel;

  private EventFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Begins a file; one that began at the same step is replaced.
   *
   * @param folder where to; is made if need be
   * @param step steps done before
   * @return the file, open for events
   */
  static EventFile create(Path folder, int step) {
    Path file = folder.resolve("events.out.tfevents.%010d.stn".formatted(step));
    try {
      Files.createDirectories(folder);
      EventFile events =
          new EventFile(
              file,
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE));
      events.write(Event.newBuilder().setFileVersion(FORMAT));
      SessionLog start = SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START).build();
      events.write(Event.newBuilder().setStep(step).setSessionLog(start));
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  /** Writes an event of now. */
  void write(Event.Builder event) {
    double now = System.currentTimeMillis() / 1000.0;
    byte[] bytes = event.setWallTime(now).build().toByteArray();
    ByteBuffer length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, bytes.length);
    ByteBuffer framed =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + bytes.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(length.array())
            .putInt(checksum(length.array()))
            .put(bytes)
            .putInt(checksum(bytes))
            .flip();
    try {
      while (framed.hasRemaining()) {
        channel.write(framed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be closed", e);
    }
  }

  private static int checksum(byte[] bytes) {
    return new MaskedCrc32c().add(ByteBuffer.wrap(bytes)).masked();
  }
}
