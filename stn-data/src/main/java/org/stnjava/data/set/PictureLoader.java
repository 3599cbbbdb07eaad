package org.stnjava.data.set;

import com.google.common.hash.Hasher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stnjava.data.set.FolderFiles.LabeledFile;
import org.stnjava.data.set.ImageOptions.Color;
import org.stnjava.data.volume.NiftiFile;

/** Brings files to one size and one number of channels, and collects those that are bad. */
final class PictureLoader {

  private final ImageOptions options;
  private final LabeledFile model;
  private final ImageSpec layout;
  private final ReadingCount count;
  private final List<String> bad = new ArrayList<>();

  private PictureLoader(ImageOptions options, LabeledFile model, Raster whole, ReadingCount count) {
    Raster first = cut(model, whole);
    this.options = options;
    this.model = model;
    this.count = count;
    int[] size = options.size(first.height(), first.width());
    int channels =
        options.color() == Color.AUTO || NiftiFile.isOne(model.file())
            ? whole.channels()
            : options.color() == Color.GRAY ? 1 : 3;
    layout = new ImageSpec(size[0], size[1], channels, model.labels().length, 0);
  }

  /** A loader that takes what the options leave open from the first file that can be read. */
  static PictureLoader like(Stream<LabeledFile> files, ImageOptions options) {
    List<LabeledFile> all = files.toList();
    for (LabeledFile file : all) {
      try {
        Raster first = Raster.read(file.file(), Raster.OWN);
        return new PictureLoader(options, file, first, new ReadingCount(all.size()));
      } catch (IOException e) {
        // It comes up again, with all others that are bad, when everything is loaded.
      }
    }
    throw new IllegalArgumentException(
        all.isEmpty()
            ? "expected pictures but the folders are empty"
            : "expected pictures but none of %d files is one, such as %s"
                .formatted(all.size(), all.get(0).file()));
  }

  /** How many bytes so many images take. */
  long bytes(int images) {
    return Math.multiplyExact((long) images, layout.values());
  }

  /** Loads files on all cores; those that are bad are left out. */
  LabeledImages load(List<LabeledFile> files) {
    int size = layout.values();
    byte[] pixels = layout.allocate(files.size());
    boolean[] good =
        good(files, i -> System.arraycopy(read(files.get(i)), 0, pixels, i * size, size));
    int kept = 0;
    for (int i = 0; i < good.length; i++) {
      if (good[i]) {
        System.arraycopy(pixels, i * size, pixels, kept++ * size, size);
      }
    }
    byte[] held = kept == good.length ? pixels : Arrays.copyOf(pixels, kept * size);
    return images(new HeldPixels(held, size), chosen(files, good));
  }

  /**
   * Leaves pictures in their files; those that are bad are left out.
   *
   * @param room how many bytes of them may be kept in memory
   */
  FiledImages leave(List<LabeledFile> files, AtomicLong room) {
    @Nullable FileSample[] samples = new FileSample[files.size()];
    boolean[] good = good(files, i -> samples[i] = sample(files.get(i)));
    List<LabeledFile> chosen = chosen(files, good);
    return new FiledImages(
        images(new CachedPictures(chosen, this::readGood, room), chosen),
        Stream.of(samples).filter(Objects::nonNull).toList());
  }

  /** Looks at the first bytes, or decodes all where bad files are to be found. */
  private FileSample sample(LabeledFile file) throws IOException {
    FileSample sample = FileSample.of(file.file());
    if (options.skipBadFiles()) {
      read(file);
    } else if (file.region().isEmpty()) {
      requireSize(file, sample.height(), sample.width());
    }
    return sample;
  }

  /**
   * Images in files.
   *
   * @param images the images
   * @param samples what tells that a file is still the same, in their order
   */
  record FiledImages(LabeledImages images, List<FileSample> samples) {

    /** Hashes the count, the labels and the samples. */
    void putInto(Hasher hasher) {
      hasher.putInt(samples.size());
      IntStream.of(images.labels()).forEach(hasher::putInt);
      samples.forEach(sample -> hasher.putBytes(sample.digest()));
    }
  }

  /** Does something with a file. */
  private interface Work {
    void on(int index) throws IOException;
  }

  /** Does something with each file on all cores; tells with which it could be done. */
  private boolean[] good(List<LabeledFile> files, Work work) {
    @Nullable String[] failures = new String[files.size()];
    Queue<IllegalArgumentException> refusals = new ConcurrentLinkedQueue<>();
    IntStream.range(0, files.size())
        .parallel()
        .forEach(
            i -> {
              try {
                work.on(i);
              } catch (IllegalArgumentException e) {
                refusals.add(e); // The stream would throw it on within another.
              } catch (IOException e) {
                failures[i] = "%s (%s)".formatted(files.get(i).file(), e.getMessage());
              }
              count.next();
            });
    if (!refusals.isEmpty()) {
      throw refusals.element();
    }
    boolean[] good = new boolean[failures.length];
    for (int i = 0; i < failures.length; i++) {
      good[i] = failures[i] == null;
    }
    Stream.of(failures).filter(Objects::nonNull).forEach(bad::add);
    return good;
  }

  private static List<LabeledFile> chosen(List<LabeledFile> files, boolean... good) {
    return IntStream.range(0, good.length).filter(i -> good[i]).mapToObj(files::get).toList();
  }

  private LabeledImages images(PixelSource source, List<LabeledFile> files) {
    int[] labels = files.stream().flatMapToInt(file -> IntStream.of(file.labels())).toArray();
    return new LabeledImages(layout.withClasses(LabeledImages.classes(labels)), source, labels);
  }

  /** All files so far that could not be read, with what is wrong with each. */
  List<String> bad() {
    return Collections.unmodifiableList(bad);
  }

  /** Reads a picture whose first bytes were good when the folder was read. */
  private byte[] readGood(LabeledFile file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: expected a picture but it can not be read: %s"
              .formatted(file.file(), e.getMessage()),
          e);
    }
  }

  private byte[] read(LabeledFile file) throws IOException {
    Raster picture = cut(file, Raster.read(file.file(), layout.channels()));
    requireSize(file, picture.height(), picture.width());
    return picture.sized(layout.height(), layout.width(), options.fit()).pixels();
  }

  private void requireSize(LabeledFile file, int height, int width) {
    if (!options.scales() && (height != layout.height() || width != layout.width())) {
      throw new IllegalArgumentException(
          "expected pictures of %dx%d, as %s is, but %s is %dx%d; for one size: --set imageSize=HxW"
              .formatted(
                  layout.height(), layout.width(), model.file(), file.file(), height, width));
    }
  }

  private static Raster cut(LabeledFile file, Raster whole) {
    return file.region().map(whole::cut).orElse(whole);
  }

  /** What decides how a file becomes an image: the layout and the fit. */
  @Override
  public String toString() {
    return "%d x %d x %d, %s"
        .formatted(layout.height(), layout.width(), layout.channels(), options.fit());
  }
}
