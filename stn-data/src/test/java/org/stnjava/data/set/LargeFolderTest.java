package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.batch.Batches;
import org.stnjava.data.composite.Augmented;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.FolderFiles.LabeledFile;
import org.stnjava.data.set.ImageOptions.Color;
import org.stnjava.data.set.ImageOptions.Fit;

/** Pictures that are decoded when they are wanted. */
class LargeFolderTest {

  /** So that six pictures of 600 x 700 pixels exceed a cache of one megabyte. */
  private static final ImageOptions SMALL_CACHE =
      new ImageOptions("600x700", Fit.RESIZE, Color.AUTO, false, 1);

  private static final ImageOptions HELD =
      new ImageOptions("600x700", Fit.RESIZE, Color.AUTO, false, 100);

  /** The signature and the size of a PNG file, which come before its pixels. */
  private static final int HEADER = 33;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    for (int i = 0; i < 4; i++) {
      write("train/" + (i % 2 == 0 ? "a" : "b") + "/" + i + ".png", 20 * i);
    }
    write("test/a/0.png", 100);
    write("test/b/1.png", 150);
  }

  private void write(String name, int first) {
    Pictures.gray(folder.resolve(name), 3, 4, (y, x) -> first + 4 * y + x);
  }

  @Test
  void givesTheImagesLabelsAndChecksumOfAFolderInMemory() {
    Dataset filed = ImageFolder.load(folder, SMALL_CACHE).dataset();
    Dataset held = ImageFolder.load(folder, HELD).dataset();

    assertThat(filed.train()).isNotEqualTo(held.train());
    assertThat(filed.train().pixels()).isEqualTo(held.train().pixels());
    assertThat(filed.test().image(1)).isEqualTo(held.test().image(1));
    assertThat(filed.train().labels()).containsExactly(0, 0, 1, 1);
    assertThat(filed.train().spec()).isEqualTo(held.train().spec());
    assertThat(filed.train().take(3, 1).pixels()).isEqualTo(held.train().take(3, 1).pixels());
    assertThat(filed.train().slice(1, 3).labels()).containsExactly(0, 1);
    assertThat(filed.checksum()).isEqualTo(held.checksum());
  }

  @Test
  void givesTheBatchesOfAFolderInMemory() {
    Scene scene = Augmented.parse(Distortions.byName("rts"), "flip,rotation");
    LabeledImages filed = ImageFolder.load(folder, SMALL_CACHE).dataset().train();
    LabeledImages held = ImageFolder.load(folder, HELD).dataset().train();

    for (int step = 0; step < 3; step++) {
      assertThat(Batches.of(filed, scene, 3, 7).at(step))
          .usingRecursiveComparison()
          .isEqualTo(Batches.of(held, scene, 3, 7).at(step));
    }
  }

  @Test
  void staysInFilesWhereASceneKeepsImages() {
    LabeledImages filed = ImageFolder.load(folder, SMALL_CACHE).dataset().test();

    DistortedImages same = DistortedImages.distortAll(filed, Distortions.byName("none"), 1);

    assertThat(same.images()).isSameAs(filed);
    assertThat(same.boxes()).hasSize(2);
  }

  @Test
  void keepsWhatThereIsRoomFor() {
    List<LabeledFile> files =
        List.of(new LabeledFile(folder, 0), new LabeledFile(folder, 1), new LabeledFile(folder, 2));
    AtomicInteger decoded = new AtomicInteger();
    AtomicLong room = new AtomicLong(25);
    CachedPictures pictures =
        new CachedPictures(
            files,
            file -> {
              decoded.incrementAndGet();
              return new byte[10];
            },
            room);

    for (int epoch = 0; epoch < 3; epoch++) {
      for (int i = 0; i < 3; i++) {
        assertThat(pictures.at(i).length()).isEqualTo(10);
      }
    }

    assertThat(decoded).hasValue(2 + 3);
    assertThat(room).hasValue(5);
  }

  @Test
  void tellsChangedFilesByTheirBytes() throws IOException {
    Path file = folder.resolve("train/a/0.png");
    byte[] before = FileSample.of(file).digest();

    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    byte[] touched = FileSample.of(file).digest();
    write("train/a/0.png", 1);
    byte[] changed = FileSample.of(file).digest();

    assertThat(touched).isEqualTo(before);
    assertThat(changed).isNotEqualTo(before);
    assertThat(FileSample.of(file).height()).isEqualTo(3);
    assertThat(FileSample.of(file).width()).isEqualTo(4);
  }

  @Test
  void tellsDataOfMoreThanAGibibyteByTheirFiles() {
    // 300 MB each, none of which is decoded in that size.
    ImageOptions huge = new ImageOptions("9999x9999", Fit.RESIZE, Color.RGB, false, 1);
    ImageOptions cropped = new ImageOptions("9999x9999", Fit.CROP, Color.RGB, false, 2);
    String first = ImageFolder.load(folder, huge).dataset().checksum();
    String again = ImageFolder.load(folder, huge).dataset().checksum();
    String otherwise = ImageFolder.load(folder, cropped).dataset().checksum();
    write("test/b/1.png", 151);
    String changed = ImageFolder.load(folder, huge).dataset().checksum();

    assertThat(first).hasSize(64).isEqualTo(again).isNotEqualTo(otherwise).isNotEqualTo(changed);
  }

  @Test
  void namesAFileThatIsNoPictureBeforeAnyIsDecoded() throws IOException {
    Files.write(folder.resolve("train/b/3.png"), new byte[] {1, 2});

    assertThatThrownBy(() -> ImageFolder.load(folder, SMALL_CACHE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            folder
                + ": expected pictures but 1 file can not be read: "
                + folder.resolve("train/b/3.png"));
  }

  @Test
  void namesAFileThatCannotBeDecodedWhenItIsWanted() throws IOException {
    LabeledImages train = ImageFolder.load(folder, SMALL_CACHE).dataset().train();
    Path last = folder.resolve("train/b/3.png");
    Files.delete(last);

    assertThatThrownBy(() -> train.at(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(last + ": expected a picture but it can not be read: " + last);
  }

  @Test
  void skipsAFileThatIsDamagedBehindItsFirstBytes() throws IOException {
    Path damaged = folder.resolve("train/a/2.png");
    Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), HEADER + 10));
    ImageOptions skipping = new ImageOptions("600x700", Fit.RESIZE, Color.AUTO, true, 1);

    ImageFolder images = ImageFolder.load(folder, skipping);

    assertThat(images.skipped()).singleElement().asString().startsWith(damaged + " (");
    assertThat(images.dataset().train().labels()).containsExactly(0, 1, 1);
    assertThat(images.dataset().train().pixels()).hasSize(3 * 600 * 700);
  }

  @Test
  void rejectsACacheBelowZero() {
    assertThatThrownBy(() -> new ImageOptions("native", Fit.RESIZE, Color.AUTO, false, -1))
        .hasMessage("cache: expected 0 megabytes or more but got -1");
  }
}
