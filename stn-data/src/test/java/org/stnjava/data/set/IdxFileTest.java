package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {

  private static final byte[] TWO_OF_3_X_5 = Idx.bytes(Idx.IMAGES, 30, 2, 3, 5);

  @TempDir Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void writeGoodFiles() {
    images = Idx.write(folder.resolve("images"), TWO_OF_3_X_5);
    labels = Idx.write(folder.resolve("labels"), Idx.bytes(Idx.LABELS, 2, 2));
  }

  @Test
  void readsPlainFiles() {
    LabeledImages read = IdxFile.read(images, labels, 10);

    assertThat(read.height()).isEqualTo(3);
    assertThat(read.width()).isEqualTo(5);
    assertThat(read.labels()).containsExactly(0, 1);
    assertThat(read.image(1)).startsWith(15, 16, 17).hasSize(15);
  }

  @Test
  void readsCompressedFilesWhateverTheirName() {
    LabeledImages plain = IdxFile.read(images, labels, 10);
    Path compressed = Idx.write(folder.resolve("looks-plain"), Idx.gzip(TWO_OF_3_X_5));
    Path named = Idx.write(folder.resolve("plain.gz"), Idx.bytes(Idx.LABELS, 2, 2));

    assertThat(IdxFile.read(compressed, named, 10)).isEqualTo(plain);
  }

  @Test
  void readsLabelsAbove127AsUnsigned() {
    Path high =
        Idx.write(folder.resolve("high"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, (byte) 200, 3});

    assertThat(IdxFile.read(images, high, 256).labels()).containsExactly(200, 3);
  }

  @Test
  void refusesTruncatedFiles() {
    Idx.write(images, Arrays.copyOf(TWO_OF_3_X_5, 45));

    assertRefused("images: expected 30 bytes after the header but found 29");
  }

  @Test
  void refusesTruncatedHeaders() {
    Idx.write(images, Arrays.copyOf(TWO_OF_3_X_5, 10));

    assertRefused("images: expected a header of 16 bytes but found 10");
  }

  @Test
  void refusesEmptyFiles() {
    Idx.write(images, new byte[0]);

    assertRefused("images: expected a header of 16 bytes but found 0");
  }

  @Test
  void refusesOverlongFiles() {
    Idx.write(images, Arrays.copyOf(TWO_OF_3_X_5, 47));

    assertRefused("images: expected 30 bytes after the header but found 31");
  }

  @Test
  void refusesOverlongCompressedFiles() {
    Idx.write(images, Idx.gzip(Arrays.copyOf(TWO_OF_3_X_5, 47)));

    assertRefused("images: expected 30 bytes after the header but found more");
  }

  @Test
  void refusesLabelsInPlaceOfImages() {
    Idx.write(images, Idx.bytes(Idx.LABELS, 2, 2));

    assertRefused("images: expected unsigned bytes of 3 axes (00 00 08 03) but found 00 00 08 01");
  }

  @Test
  void refusesImagesInPlaceOfLabels() {
    Idx.write(labels, TWO_OF_3_X_5);

    assertRefused("labels: expected unsigned bytes of 1 axis (00 00 08 01) but found 00 00 08 03");
  }

  @Test
  void refusesOtherElementTypes() {
    Idx.write(images, Idx.bytes(0x0d03, 120, 2, 3, 5));

    assertRefused("images: expected unsigned bytes of 3 axes (00 00 08 03) but found 00 00 0d 03");
  }

  @Test
  void refusesOtherFormats() {
    Idx.write(images, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10});

    assertRefused("images: expected unsigned bytes of 3 axes (00 00 08 03) but found 89 50 4e 47");
  }

  @Test
  void refusesHugeHeadersWithoutSettingMemoryAside() {
    Idx.write(images, Idx.bytes(Idx.IMAGES, 30, -1, -1, -1));

    assertRefused(
        "images: expected less than 2 GiB but the header claims 4294967295 x 4294967295 x 4294967295 bytes");
  }

  @Test
  void refusesHeadersThatThePlainFileDoesNotBearOut() {
    Idx.write(images, Idx.bytes(Idx.IMAGES, 30, 2_000_000, 30, 30));

    assertRefused("images: expected 1800000000 bytes after the header but found 30");
  }

  @Test
  void refusesHeadersThatTheCompressedFileDoesNotBearOut() {
    Idx.write(images, Idx.gzip(Idx.bytes(Idx.IMAGES, 30, 2_000_000, 30, 30)));

    assertRefused("images: expected 1800000000 bytes after the header but found 30");
  }

  @Test
  void refusesSizesOfZero() {
    Idx.write(images, Idx.bytes(Idx.IMAGES, 0, 2, 0, 5));

    assertRefused("images: expected sizes of at least 1 but found 0 on axis 1");
  }

  @Test
  void refusesTruncatedCompression() {
    byte[] compressed = Idx.gzip(TWO_OF_3_X_5);
    Idx.write(images, Arrays.copyOf(compressed, compressed.length - 12));

    assertRefused("images: expected more compressed data but found the end of the file");
  }

  @Test
  void refusesDamagedCompression() {
    byte[] compressed = Idx.gzip(TWO_OF_3_X_5);
    compressed[compressed.length - 6] ^= 1;
    Idx.write(images, compressed);

    assertRefused("images: expected gzip data but found damage: Corrupt GZIP trailer");
  }

  @Test
  void refusesAnotherNumberOfLabelsThanOfImages() {
    Idx.write(labels, Idx.bytes(Idx.LABELS, 3, 3));

    assertRefused(
        "labels: expected 2 labels, one for each image of "
            + folder.resolve("images")
            + ", but found 3");
  }

  @Test
  void refusesLabelsOutOfRange() {
    Idx.write(labels, new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 9, 10});

    assertRefused("labels: expected labels from 0 to 9 but found 10 at 1");
  }

  @Test
  void refusesMissingFiles() {
    images = folder.resolve("gone");

    assertRefused("gone: expected an idx file but found nothing");
  }

  @Test
  void refusesFolders() {
    images = folder;

    assertThatThrownBy(() -> IdxFile.read(images, labels, 10))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(folder + ": expected an idx file but found a folder");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> IdxFile.read(images, labels, 10))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(folder.resolve(message).toString());
  }
}
