package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceFolderTest {

  private static final Path STRUCTS = Path.of("src/test/resources/digit-struct");

  @TempDir Path folder;

  private ImageFolder load(String size) {
    return ImageFolder.load(
        folder, ImageOptions.standard().withSize(sides(size)[0], sides(size)[1]));
  }

  private static int[] sides(String size) {
    String[] sides = size.split("x", -1);
    return new int[] {Integer.parseInt(sides[0]), Integer.parseInt(sides[1])};
  }

  private void picture(String name) {
    Pictures.gray(folder.resolve(name), 14, 18, (y, x) -> 10 * x + y);
  }

  @Nested
  class WithBoxes {

    private void write() throws IOException {
      for (String part : new String[] {"train", "test"}) {
        Path target = Files.createDirectories(folder.resolve(part)).resolve("digitStruct.mat");
        Files.copy(STRUCTS.resolve(part).resolve("digitStruct.mat"), target);
        for (int i = 1; i <= 3; i++) {
          picture(part + "/" + i + ".png");
        }
      }
    }

    @Test
    void saysWhichLibraryIsMissing() throws Exception {
      write();

      try (WithoutHdf loader = new WithoutHdf()) {
        Class<?> type = loader.loadClass(SequenceFolder.class.getName());
        Method list = type.getDeclaredMethod("list", Path.class);
        list.setAccessible(true);
        assertThatThrownBy(() -> list.invoke(null, folder))
            .hasRootCauseInstanceOf(ClassNotFoundException.class)
            .cause()
            .hasMessage(
                folder.resolve("train/digitStruct.mat")
                    + ": expected the library io.jhdf:jhdf, which reads MATLAB 7.3 files, on the"
                    + " class path but it is missing");
      }
    }

    @Test
    void readsDigitsFromOneToFive() throws IOException {
      write();

      ImageFolder loaded = load("5x6");

      Dataset dataset = loaded.dataset();
      assertThat(dataset.train().labelsPerImage()).isEqualTo(5);
      assertThat(dataset.train().labels()).containsExactly(1, 9, 10, 10, 10, 0, 10, 10, 10, 10);
      assertThat(dataset.test().labels()).containsExactly(7, 0, 10, 10, 10);
      assertThat(loaded.classes()).hasSize(11).startsWith("0", "1").endsWith("9", "none");
      assertThat(loaded.skipped())
          .containsExactly(folder.resolve("train/3.png") + " (6 digits, not 1 to 5)");
    }

    @Test
    void cutsPicturesAroundTheirDigits() throws IOException {
      write();

      // Digits from 6 to 15 and from 2 to 12, three tenths more: 4.65 to 16.35 and 0.5 to 13.5.
      byte[] image = load("14x13").dataset().train().image(0);

      assertThat(image[0]).isEqualTo((byte) 40);
      assertThat(image[13 * 14 - 1]).isEqualTo((byte) (160 + 13));
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
      write();
      Path struct = folder.resolve("test/digitStruct.mat");
      Files.writeString(struct, "MATLAB 5.0 MAT-file");

      assertThatThrownBy(() -> load("5x6"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "%s: expected the names and boxes of full numbers, as MATLAB 7.3 writes them, but found ",
              struct);
    }
  }

  @Nested
  class WithATable {

    private Path write(String part, String table) throws IOException {
      picture(part + "/a.png");
      picture(part + "/b c.png");
      return Files.writeString(folder.resolve(part).resolve("labels.csv"), table);
    }

    @Test
    void readsWholePicturesWithTheirNumbers() throws IOException {
      write("train", "b c.png, 42\na.png,007\n");
      write("test", "a.png,1\na.png,123456\n");

      ImageFolder loaded = ImageFolder.load(folder, ImageOptions.standard());

      assertThat(loaded.dataset().train().labels())
          .containsExactly(4, 2, 10, 10, 10, 0, 0, 7, 10, 10);
      assertThat(loaded.dataset().train().width()).isEqualTo(18);
      assertThat(loaded.dataset().test().labels()).containsExactly(1, 10, 10, 10, 10);
      assertThat(loaded.skipped())
          .containsExactly(folder.resolve("test/a.png") + " (6 digits, not 1 to 5)");
    }

    @Test
    void namesALineThatIsNone() throws IOException {
      write("train", "a.png,1\n");
      Path test = write("test", "a.png,1\nb.png;2\n");

      assertThatThrownBy(() -> load("5x6"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "%s, line 2: expected FILE,NUMBER, such as 'a.png,42', but got 'b.png;2'", test);
    }

    @Test
    void namesPicturesThatAreMissing() throws IOException {
      write("train", "a.png,1\nlost.png,2\n");
      write("test", "a.png,1\n");

      assertThatThrownBy(() -> load("5x6"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("%s: expected pictures but 1 file can not be read: ", folder)
          .hasMessageContaining("lost.png");
    }

    @Test
    void wantsNumbersForBothParts() throws IOException {
      write("train", "a.png,1\n");
      Files.createDirectories(folder.resolve("test"));

      assertThatThrownBy(() -> load("5x6"))
          .hasMessage(
              "%s: expected digitStruct.mat or labels.csv beside its pictures but there is neither",
              folder.resolve("test"));
    }
  }

  /** Loads this module's classes anew, without the library. */
  private static final class WithoutHdf extends URLClassLoader {
    WithoutHdf() {
      super(
          new URL[] {SequenceFolder.class.getProtectionDomain().getCodeSource().getLocation()},
          SequenceFolder.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.jhdf")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("org.stnjava.data.set.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }
}
