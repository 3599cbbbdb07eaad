package org.stnjava.data.set;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The images to train on together with the images to test on.
 *
 * @param name its name in logs and cards
 * @param train at least one image
 * @param test at least one image, of the same size and with as many labels
 * @param checksum identifies the data; {@link #of} computes it
 */
public record Dataset(String name, LabeledImages train, LabeledImages test, String checksum) {

  /**
   * Checks that both parts fit together.
   *
   * @throws IllegalArgumentException if a part is empty, or their sizes or numbers of labels differ
   */
  public Dataset {
    if (train.size() == 0 || test.size() == 0) {
      throw new IllegalArgumentException(
          name
              + ": expected images to train and to test on but got %d and %d"
                  .formatted(train.size(), test.size()));
    }
    if (!train.shape().equals(test.shape())) {
      throw new IllegalArgumentException(
          name
              + ": expected test images of %s, as in training, but got %s"
                  .formatted(train.shape(), test.shape()));
    }
    if (train.labelsPerImage() != test.labelsPerImage()) {
      throw new IllegalArgumentException(
          name
              + ": expected %d labels a test image, as in training, but got %d"
                  .formatted(train.labelsPerImage(), test.labelsPerImage()));
    }
  }

  /**
   * Makes a data set with the SHA-256 of its sizes, labels and pixels as its checksum.
   *
   * <p>The same images give the same checksum whether their files were compressed or not.
   *
   * @param name its name in logs and cards
   * @param train at least one image
   * @param test at least one image, of the same size
   * @return the data set; its checksum has 64 hexadecimal digits
   * @throws IllegalArgumentException if a part is empty, or their sizes or numbers of labels differ
   */
  public static Dataset of(String name, LabeledImages train, LabeledImages test) {
    MessageDigest digest = sha256();
    update(digest, train);
    update(digest, test);
    return new Dataset(name, train, test, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * The same data with a checksum of a validation set, too.
   *
   * @param validation images that are part of the data
   * @return a copy; its checksum has 64 hexadecimal digits
   */
  public Dataset withChecksumOf(LabeledImages validation) {
    MessageDigest digest = sha256();
    digest.update(HexFormat.of().parseHex(checksum));
    update(digest, validation);
    return new Dataset(name, train, test, HexFormat.of().formatHex(digest.digest()));
  }

  /**
   * Returns the number of classes over both parts.
   *
   * @return one more than the highest label
   */
  public int classes() {
    return Math.max(train.classes(), test.classes());
  }

  /**
   * Returns the layout of the images.
   *
   * @return their sizes, with the number of classes over both parts
   */
  public ImageSpec spec() {
    return train.spec().withClasses(classes());
  }

  private static void update(MessageDigest digest, LabeledImages images) {
    ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * (3 + images.labels().length));
    numbers.putInt(images.size()).putInt(images.height()).putInt(images.width());
    numbers.asIntBuffer().put(images.labels());
    digest.update(numbers.array());
    if (images.channels() != 1) {
      digest.update((byte) images.channels());
    }
    if (images.labelsPerImage() != 1) {
      digest.update((byte) -images.labelsPerImage());
    }
    for (int i = 0; i < images.size(); i++) {
      PixelView view = images.at(i);
      digest.update(view.pixels(), view.offset(), view.length());
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
