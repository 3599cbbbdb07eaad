package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path folder;

  @Test
  void loadsMnistsOwnNames() {
    write("train-images-idx3-ubyte", Idx.bytes(Idx.IMAGES, 45, 3, 3, 5));
    write("train-labels-idx1-ubyte", Idx.bytes(Idx.LABELS, 3, 3));
    write("t10k-images-idx3-ubyte", Idx.bytes(Idx.IMAGES, 30, 2, 3, 5));
    write("t10k-labels-idx1-ubyte", Idx.bytes(Idx.LABELS, 2, 2));

    Dataset read = DataDirectory.load(folder);

    assertThat(read.name()).isEqualTo(folder.getFileName().toString());
    assertThat(read.train().labels()).containsExactly(0, 1, 2);
    assertThat(read.test().labels()).containsExactly(0, 1);
    assertThat(read.classes()).isEqualTo(3);
  }

  @Test
  void givesTheSameChecksumToCompressedFilesOfOtherNames() {
    loadsMnistsOwnNames();
    Dataset plain = DataDirectory.load(folder);
    clear();
    write("tiny_train_images.idx.gz", Idx.gzip(Idx.bytes(Idx.IMAGES, 45, 3, 3, 5)));
    write("tiny_train_labels.idx.gz", Idx.gzip(Idx.bytes(Idx.LABELS, 3, 3)));
    write("tiny_test_images.idx.gz", Idx.gzip(Idx.bytes(Idx.IMAGES, 30, 2, 3, 5)));
    write("tiny_test_labels.idx", Idx.bytes(Idx.LABELS, 2, 2));
    write("tiny_valid_images.idx.gz", new byte[] {1});

    Dataset compressed = DataDirectory.load(folder);

    assertThat(compressed).isEqualTo(plain);
    assertThat(compressed.checksum()).matches("[0-9a-f]{64}");
  }

  @Test
  void changesTheChecksumWithOneLabel() {
    loadsMnistsOwnNames();
    String before = DataDirectory.load(folder).checksum();

    write("t10k-labels-idx1-ubyte", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 0, 2});

    assertThat(DataDirectory.load(folder).checksum()).isNotEqualTo(before);
  }

  @Test
  void listsWhatIsMissingAndWhatIsThere() {
    write("train-images-idx3-ubyte.gz", new byte[] {1});
    write("notes.txt", new byte[] {1});

    assertRefused(
        "missing train-labels-idx1-ubyte[.gz], t10k-images-idx3-ubyte[.gz], t10k-labels-idx1-ubyte[.gz];"
            + " found notes.txt, train-images-idx3-ubyte.gz");
  }

  @Test
  void listsAFewOfManyFiles() {
    for (int i = 0; i < 12; i++) {
      write("file" + (10 + i), new byte[] {1});
    }

    assertThatThrownBy(() -> DataDirectory.load(folder))
        .hasMessageEndingWith(
            "found file10, file11, file12, file13, file14, file15, file16, file17 and 4 more");
  }

  @Test
  void refusesEmptyFolders() {
    assertThatThrownBy(() -> DataDirectory.load(folder))
        .hasMessageEndingWith("found an empty folder");
  }

  @Test
  void refusesMissingFolders() {
    folder = folder.resolve("gone");

    assertRefused("expected a folder of idx files but found nothing");
  }

  @Test
  void refusesFilesInPlaceOfTheFolder() {
    write("file", new byte[] {1});
    folder = folder.resolve("file");

    assertRefused("expected a folder of idx files but found a file");
  }

  @Test
  void refusesTwoSetsInOneFolder() {
    loadsMnistsOwnNames();
    write("other_train_images.idx", Idx.bytes(Idx.IMAGES, 45, 3, 3, 5));

    assertRefused(
        "expected one train-images-idx3-ubyte[.gz] but found other_train_images.idx, train-images-idx3-ubyte");
  }

  @Test
  void takesThePlainFileBesideItsCompressedTwin() {
    loadsMnistsOwnNames();
    write("train-images-idx3-ubyte.gz", new byte[] {1});

    assertThat(DataDirectory.load(folder).train().size()).isEqualTo(3);
  }

  @Test
  void refusesTestImagesOfAnotherSize() {
    loadsMnistsOwnNames();
    write("t10k-images-idx3-ubyte", Idx.bytes(Idx.IMAGES, 30, 2, 5, 3));

    assertRefused("expected test images of 3 x 5, as in training, but found 5 x 3");
  }

  @Test
  void refusesLabelsBeyondTheClasses() {
    loadsMnistsOwnNames();

    assertThatThrownBy(() -> DataDirectory.load(folder, 2))
        .hasMessage(
            folder.resolve("train-labels-idx1-ubyte")
                + ": expected labels from 0 to 1 but found 2 at 2");
  }

  @Test
  void readsMnistAsItsAuthorsCountIt() throws NoSuchAlgorithmException {
    Dataset mnist = DataDirectory.load(SharedData.folder("mnist"));

    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(histogram(mnist.train()))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(histogram(mnist.test()))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    md5.update(
        ByteBuffer.allocate(16).putInt(Idx.IMAGES).putInt(60_000).putInt(28).putInt(28).array());
    md5.update(mnist.train().pixels());
    assertThat(HexFormat.of().formatHex(md5.digest()))
        .isEqualTo("6bbc9ace898e44ae57da46a324031adb");
  }

  @Test
  void readsTheClutteredDigits() {
    Dataset cluttered = DataDirectory.load(SharedData.folder("cluttered_mnist"));

    assertThat(cluttered.train().size()).isEqualTo(10_000);
    assertThat(cluttered.test().size()).isEqualTo(1_000);
    assertThat(cluttered.train().height()).isEqualTo(40);
    assertThat(Arrays.copyOf(cluttered.train().labels(), 8))
        .containsExactly(9, 9, 0, 8, 5, 6, 8, 1);
  }

  private static int[] histogram(LabeledImages images) {
    int[] counts = new int[images.classes()];
    for (int label : images.labels()) {
      counts[label]++;
    }
    return counts;
  }

  private void write(String name, byte[] bytes) {
    Idx.write(folder.resolve(name), bytes);
  }

  private void clear() {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> DataDirectory.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(folder + ": " + message);
  }
}
