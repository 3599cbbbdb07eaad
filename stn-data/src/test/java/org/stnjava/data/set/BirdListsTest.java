package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BirdListsTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Pictures.gray(folder.resolve("images/001.Auk/a b.png"), 2, 3, (y, x) -> 10);
    Pictures.gray(folder.resolve("images/002.Wren/c.png"), 2, 3, (y, x) -> 20);
    Pictures.gray(folder.resolve("images/002.Wren/d.png"), 2, 3, (y, x) -> 30);
    Files.writeString(
        folder.resolve("images.txt"), "1 002.Wren/c.png\n2 001.Auk/a b.png\n3 002.Wren/d.png\n");
    Files.writeString(folder.resolve("image_class_labels.txt"), "1 2\n2 1\n3 2\n");
    Files.writeString(folder.resolve("classes.txt"), "1 001.Auk\n2 002.Wren\n");
    Files.writeString(folder.resolve("train_test_split.txt"), "1 1\n2 0\n3 1\n");
  }

  private ImageFolder load() {
    return ImageFolder.load(folder, ImageOptions.standard());
  }

  @Test
  void sayWhichPicturesAreLearnedFrom() {
    ImageFolder loaded = load();

    assertThat(ImageFolder.isOne(folder)).isTrue();
    assertThat(loaded.classes()).containsExactly("001.Auk", "002.Wren");
    LabeledImages train = loaded.dataset().train();
    assertThat(train.labels()).containsExactly(1, 1);
    assertThat(train.image(0)).containsOnly(20);
    assertThat(train.image(1)).containsOnly(30);
    assertThat(loaded.dataset().test().labels()).containsExactly(0);
    assertThat(loaded.dataset().test().image(0)).containsOnly(10);
  }

  @Test
  void areRefusedWhereTheyAreNotWhole() throws IOException {
    Path labels = folder.resolve("image_class_labels.txt");
    Files.writeString(labels, "1 2\n2 1\n3 9\n");
    assertThatThrownBy(this::load)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("%s: expected 1 to 2 for image 3 but got 9", labels);

    Files.writeString(labels, "1 2\n2 1\n");
    assertThatThrownBy(this::load)
        .hasMessage("%s: expected 1 to 2 for image 3 but got nothing", labels);

    Files.writeString(labels, "1 2\nAuk\n");
    assertThatThrownBy(this::load)
        .hasMessage("%s: expected lines of a number and a text but got 'Auk'", labels);

    Files.write(labels, new byte[] {'1', ' ', (byte) 0xff, '\n'});
    assertThatThrownBy(this::load).hasMessage("%s: expected text in UTF-8 but it is none", labels);

    Files.delete(labels);
    assertThatThrownBy(this::load)
        .hasMessage("%s: expected a list beside images.txt but there is none", labels);
  }
}
