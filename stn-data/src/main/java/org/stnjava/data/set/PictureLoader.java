package org.stnjava.data.set;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stnjava.data.image.Picture;
import org.stnjava.data.set.FolderFiles.LabeledFile;
import org.stnjava.data.set.ImageOptions.Color;

/** Brings files to one size and one number of channels, and collects those that are bad. */
final class PictureLoader {

  private final ImageOptions options;
  private final LabeledFile model;
  private final int height;
  private final int width;
  private final int channels;
  private final List<String> bad = new ArrayList<>();

  private PictureLoader(ImageOptions options, LabeledFile model, Picture picture) {
    Raster first = cut(model, Raster.of(picture, 1));
    this.options = options;
    this.model = model;
    int[] size = options.size(first.height(), first.width());
    height = size[0];
    width = size[1];
    channels =
        options.color() == Color.AUTO ? picture.channels() : options.color() == Color.GRAY ? 1 : 3;
  }

  /** A loader that takes what the options leave open from the first file that can be read. */
  static PictureLoader like(Stream<LabeledFile> files, ImageOptions options) {
    List<LabeledFile> all = files.toList();
    for (LabeledFile file : all) {
      try {
        return new PictureLoader(options, file, decode(file));
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

  /** Loads files on all cores; those that are bad are left out. */
  LabeledImages load(List<LabeledFile> files) {
    int size = height * width * channels;
    if ((long) files.size() * size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "expected images that fit into 2 GiB but got %d of %dx%d with %d channels; a smaller --set imageSize=HxW may help"
              .formatted(files.size(), height, width, channels));
    }
    byte[] pixels = new byte[files.size() * size];
    @Nullable String[] failures = new String[files.size()];
    IntStream.range(0, files.size())
        .parallel()
        .forEach(i -> failures[i] = read(files.get(i), pixels, i * size).orElse(null));
    int each = model.labels().length;
    int[] labels = new int[files.size() * each];
    int kept = 0;
    for (int i = 0; i < files.size(); i++) {
      if (failures[i] == null) {
        System.arraycopy(pixels, i * size, pixels, kept * size, size);
        System.arraycopy(files.get(i).labels(), 0, labels, kept++ * each, each);
      } else {
        bad.add(Objects.requireNonNull(failures[i]));
      }
    }
    return new LabeledImages(
        height,
        width,
        channels,
        kept == files.size() ? pixels : Arrays.copyOf(pixels, kept * size),
        Arrays.copyOf(labels, kept * each),
        each);
  }

  /** All files so far that could not be read, with what is wrong with each. */
  List<String> bad() {
    return Collections.unmodifiableList(bad);
  }

  /** Writes one picture; returns what is wrong with its file, if anything. */
  private Optional<String> read(LabeledFile file, byte[] pixels, int at) {
    Raster picture;
    try {
      picture = cut(file, Raster.of(decode(file), channels));
    } catch (IOException e) {
      return Optional.of("%s (%s)".formatted(file.file(), e.getMessage()));
    }
    if (!options.scales() && (picture.height() != height || picture.width() != width)) {
      throw new IllegalArgumentException(
          "expected pictures of %dx%d, as %s is, but %s is %dx%d; for one size: --set imageSize=HxW"
              .formatted(
                  height, width, model.file(), file.file(), picture.height(), picture.width()));
    }
    byte[] ready = picture.sized(height, width, options.fit()).pixels();
    System.arraycopy(ready, 0, pixels, at, ready.length);
    return Optional.empty();
  }

  private static Picture decode(LabeledFile file) throws IOException {
    try {
      return Picture.decode(Files.readAllBytes(file.file()));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Raster cut(LabeledFile file, Raster whole) {
    return file.region().map(whole::cut).orElse(whole);
  }
}
