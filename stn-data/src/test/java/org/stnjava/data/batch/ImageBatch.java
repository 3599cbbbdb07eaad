package org.stnjava.data.batch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.stnjava.data.npy.NpyArray;

/** The contents of a batch of labeled images, for tests. */
public record ImageBatch(Batch batch) {

  /** The pixels, {@code [N, H, W, C]}. */
  public byte[] images() {
    ByteBuffer bytes = array().bytes();
    byte[] pixels = new byte[bytes.remaining()];
    bytes.get(pixels);
    return pixels;
  }

  /** The sizes N, H, W, C. */
  public long[] shape() {
    return array().shape();
  }

  /** The classes, image by image. */
  public int[] labels() {
    return Arrays.stream(((NpyArray) batch.target(Batch.LABELS)).longs())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  private NpyArray array() {
    return (NpyArray) batch.input(Batch.IMAGES);
  }
}
