package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.npy.NpyType;

class ArrayArchiveTest {

  private static final ValidationOptions AUTO = ValidationOptions.standard();

  @TempDir Path folder;

  private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

  private static NpyArray counting(long... shape) {
    int size = 1;
    for (long side : shape) {
      size *= (int) side;
    }
    byte[] values = new byte[size];
    for (int i = 0; i < size; i++) {
      values[i] = (byte) i;
    }
    return NpyArray.ofBytes(values, NpyType.UINT8, shape);
  }

  private void images(long... shape) {
    long[] one = shape.clone();
    one[0] = 1;
    arrays.put("train_images", counting(shape));
    arrays.put("train_labels", counting(shape[0], 1));
    arrays.put("test_images", counting(one));
    arrays.put("test_labels", counting(1));
  }

  private Path written() throws IOException {
    Path file = folder.resolve("organs.npz");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
        out.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        NpyFile.write(out, array.getValue());
        out.closeEntry();
      }
    }
    return file;
  }

  private Dataset load() throws IOException {
    return ImageFolder.open(written(), ImageOptions.standard()).dataset();
  }

  @Test
  void readsGrayImages() throws IOException {
    images(2, 3, 4);

    Dataset loaded = load();

    assertThat(loaded.name()).isEqualTo("organs");
    assertThat(loaded.train().spec()).isEqualTo(new ImageSpec(3, 4, 1, 1, 2));
    assertThat(loaded.train().labels()).containsExactly(0, 1);
    assertThat(loaded.train().image(1))
        .containsExactly(12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
    assertThat(loaded.test().size()).isEqualTo(1);
  }

  @Test
  void readsColors() throws IOException {
    images(2, 2, 4, 3);

    Dataset loaded = load();

    assertThat(loaded.train().spec()).isEqualTo(new ImageSpec(2, 4, 3, 1, 2));
    assertThat(loaded.train().pixels()).startsWith(0, 1, 2, 3);
  }

  @Test
  void readsVolumesAsImagesWhoseChannelsAreTheDepth() throws IOException {
    images(2, 2, 3, 4);

    Dataset loaded = load();

    assertThat(loaded.train().spec()).isEqualTo(new ImageSpec(3, 4, 2, 1, 2));
    // Row 1, column 2 of both slices of the second volume.
    assertThat(loaded.train().image(1)[(1 * 4 + 2) * 2]).isEqualTo((byte) (24 + 6));
    assertThat(loaded.train().image(1)[(1 * 4 + 2) * 2 + 1]).isEqualTo((byte) (24 + 12 + 6));
  }

  @Test
  void readsMedMnist() {
    Path file = SharedData.folder("real/adrenal3d").resolve("adrenalmnist3d.npz");
    ImageFolder all = ArrayArchive.load(file, AUTO);
    Dataset adrenal = all.dataset();

    assertThat(all.validation().orElseThrow().size()).isEqualTo(98);
    assertThat(adrenal.train().size()).isEqualTo(1188);
    assertThat(adrenal.test().size()).isEqualTo(298);
    assertThat(adrenal.spec()).isEqualTo(new ImageSpec(28, 28, 28, 1, 2));
  }

  @Test
  void readsValidationArrays() throws IOException {
    images(2, 3, 4);
    arrays.put("val_images", counting(3, 3, 4));
    arrays.put("val_labels", counting(3));
    Path file = written();

    ImageFolder automatic = ArrayArchive.load(file, AUTO);
    ImageFolder without = ArrayArchive.load(file, AUTO.withNone());

    assertThat(automatic.validation().orElseThrow().labels()).containsExactly(0, 1, 2);
    assertThat(without.validation()).isEmpty();
    assertThat(automatic.dataset().checksum()).isNotEqualTo(without.dataset().checksum());
    assertThat(without.dataset().checksum()).isEqualTo(load().checksum());
    assertThatThrownBy(() -> ArrayArchive.load(file, new ValidationOptions("0.1", ".*")))
        .hasMessage(
            "validation: expected auto, the arrays val_images and val_labels of organs.npz, or 0,"
                + " but got 0.1");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    images(2, 3, 4);
    arrays.put("test_labels", counting(1, 2));
    Path file = written();
    assertThatThrownBy(() -> ArrayArchive.load(file, AUTO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + ": test_labels: expected a class for each image, integers [1] or [1, 1], but got"
                + " uint8 [1, 2]");

    arrays.remove("test_labels");
    written();
    assertThatThrownBy(() -> ArrayArchive.load(file, AUTO))
        .hasMessage(
            file
                + ": expected an array 'test_labels' but got [test_images, train_images,"
                + " train_labels]");

    arrays.put("train_images", NpyArray.of(new float[12], 1, 3, 4));
    written();
    assertThatThrownBy(() -> ArrayArchive.load(file, AUTO))
        .hasMessage(
            file
                + ": train_images: expected uint8 [N, H, W], [N, H, W, 3] or, of volumes, [N, D, H,"
                + " W] but got float32 [1, 3, 4]");
  }

  @Test
  void refusesAFileThatIsNoArchive() throws IOException {
    Path file = Files.writeString(folder.resolve("a.npz"), "no archive");

    assertThatThrownBy(() -> ImageFolder.open(file, ImageOptions.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": expected a .npz file, an archive, but ");
    assertThatThrownBy(() -> ArrayArchive.load(folder.resolve("none.npz"), AUTO))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(folder.resolve("none.npz") + ": expected a file but there is none");
  }
}
