package org.stnjava.train.data.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.stnjava.train.data.Dataset;

/**
 * The pictures of a folder: {@code train/CLASS/*.png} and {@code test/CLASS/*.png}, or JPEG; or
 * those that the lists of CUB-200-2011 name.
 *
 * <p>Without lists classes are the folders in {@code train}, numbered in the order of their names;
 * their files are taken in the order of theirs. Files whose names begin with a dot do not count.
 *
 * @param dataset the images, named after the folder
 * @param classes the names of the classes
 * @param skipped the bad files that were left out, with what is wrong with each
 */
public record ImageFolder(Dataset dataset, List<String> classes, List<String> skipped) {

  /** Takes copies of the lists. */
  public ImageFolder {
    classes = List.copyOf(classes);
    skipped = List.copyOf(skipped);
  }

  /**
   * Whether a folder looks like one of pictures.
   *
   * @param folder any path
   * @return whether there is a folder {@code train} in it, or there are the lists of CUB-200-2011
   */
  public static boolean isOne(Path folder) {
    return Files.isDirectory(folder.resolve(ClassFolders.TRAIN)) || BirdLists.areIn(folder);
  }

  /**
   * Loads all pictures.
   *
   * @param folder holds {@code train} and {@code test}, or the lists
   * @param options their size and channels
   * @return the images
   * @throws IllegalArgumentException if a folder is missing or empty, a file is bad and not to be
   *     skipped, or sizes differ and none is asked for; the message names the files
   * @throws UncheckedIOException if a folder cannot be read
   */
  public static ImageFolder load(Path folder, ImageOptions options) {
    try {
      Listing listing = Listing.of(folder);
      PictureLoader loader = PictureLoader.like(listing.all(), options);
      Dataset dataset =
          Dataset.of(
              folder.toAbsolutePath().normalize().getFileName().toString(),
              loader.load(listing.train()),
              loader.load(listing.test()));
      requireNoneBad(folder, loader.bad(), options);
      return new ImageFolder(dataset, listing.classes(), loader.bad());
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": expected readable folders but found " + e, e);
    }
  }

  private static void requireNoneBad(Path folder, List<String> bad, ImageOptions options) {
    if (!bad.isEmpty() && !options.skipBadFiles()) {
      throw new IllegalArgumentException(
          "%s: expected pictures but %d %s not be read: %s; to leave them out: --set skipBadFiles=true"
              .formatted(
                  folder,
                  bad.size(),
                  bad.size() == 1 ? "file can" : "files can",
                  Listing.some(bad)));
    }
  }
}
