package org.stnjava.data.set;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.stnjava.data.set.FolderFiles.LabeledFile;

/**
 * Pictures that are decoded when they are wanted, and kept as long as there is room.
 *
 * <p>What is kept stays: an epoch takes every picture once, so that a cache which drops the one
 * that was not used for longest would drop each just before its turn.
 */
final class CachedPictures implements PixelSource {

  private final List<LabeledFile> files;
  private final Function<LabeledFile, byte[]> decoder;
  private final AtomicLong room;
  private final AtomicReferenceArray<byte[]> kept;

  /**
   * None of the pictures is kept yet.
   *
   * @param files the pictures
   * @param decoder reads one, or throws {@link IllegalArgumentException}
   * @param room how many bytes may be kept; what is kept is taken from it
   */
  CachedPictures(List<LabeledFile> files, Function<LabeledFile, byte[]> decoder, AtomicLong room) {
    this.files = List.copyOf(files);
    this.decoder = decoder;
    this.room = room;
    kept = new AtomicReferenceArray<>(files.size());
  }

  @Override
  public PixelView at(int index) {
    byte[] pixels = kept.get(index);
    if (pixels == null) {
      pixels = decoder.apply(files.get(index));
      keep(index, pixels);
    }
    return new PixelView(pixels, 0, pixels.length);
  }

  private void keep(int index, byte... pixels) {
    boolean hasRoom = room.addAndGet(-pixels.length) >= 0;
    if (!hasRoom || !kept.compareAndSet(index, null, pixels)) {
      room.addAndGet(pixels.length);
    }
  }
}
