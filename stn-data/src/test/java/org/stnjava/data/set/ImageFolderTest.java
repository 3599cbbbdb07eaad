package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.data.set.ImageOptions.Color;
import org.stnjava.data.set.ImageOptions.Fit;

class ImageFolderTest {

  private static final ImageOptions STANDARD = ImageOptions.standard();

  @TempDir Path temporary;
  private Path folder = Path.of("unset");

  @BeforeEach
  void write() {
    folder = temporary.resolve("pets");
    for (String file : new String[] {"train/dog/b.png", "train/cat/z.png", "test/dog/d.png"}) {
      Pictures.gray(folder.resolve(file), 2, 3, (y, x) -> 10 * y + x);
    }
    Pictures.gray(folder.resolve("train/dog/a.png"), 2, 3, (y, x) -> 200 + x);
  }

  private static ImageOptions with(String size, Fit fit, Color color) {
    return new ImageOptions(size, fit, color, false);
  }

  @Test
  void takesClassesAndFilesInTheOrderOfTheirNames() throws IOException {
    Files.writeString(folder.resolve("train/dog/.DS_Store"), "a desktop's");

    ImageFolder loaded = ImageFolder.load(folder, STANDARD);

    Dataset dataset = loaded.dataset();
    assertThat(loaded.classes()).containsExactly("cat", "dog");
    assertThat(loaded.skipped()).isEmpty();
    assertThat(dataset.name()).isEqualTo("pets");
    assertThat(dataset.train())
        .isEqualTo(
            new LabeledImages(
                2,
                3,
                new byte[] {
                  0,
                  1,
                  2,
                  10,
                  11,
                  12,
                  (byte) 200,
                  (byte) 201,
                  (byte) 202,
                  (byte) 200,
                  (byte) 201,
                  (byte) 202,
                  0,
                  1,
                  2,
                  10,
                  11,
                  12
                },
                new int[] {0, 1, 1}));
    assertThat(dataset.test().labels()).containsExactly(1);
    assertThat(ImageFolder.isOne(folder)).isTrue();
    assertThat(ImageFolder.isOne(temporary)).isFalse();
  }

  private ImageFolder validated(String validation) {
    return ImageFolder.open(folder, STANDARD, new ValidationOptions(validation, "(.*\\d)_\\d+"));
  }

  @Test
  void takesAFolderBesideTheTrainingPicturesAsValidationSet() {
    Pictures.gray(folder.resolve("val/dog/v.png"), 2, 3, (y, x) -> 7);

    ImageFolder loaded = validated(ValidationOptions.AUTO);

    assertThat(loaded.validation().orElseThrow().labels()).containsExactly(1);
    assertThat(loaded.dataset().train()).isEqualTo(validated("0").dataset().train());
    assertThat(loaded.dataset().checksum()).isNotEqualTo(validated("0").dataset().checksum());
    assertThat(validated("0").validation()).isEmpty();
    assertThat(ImageFolder.open(folder, STANDARD).dataset()).isEqualTo(validated("0").dataset());
  }

  @Test
  void takesAnyFolderOfPicturesAsValidationSet() {
    Pictures.gray(temporary.resolve("mine/cat/v.png"), 2, 3, (y, x) -> 7);

    ImageFolder loaded = validated(temporary.resolve("mine").toString());

    assertThat(loaded.validation().orElseThrow().labels()).containsExactly(0);
  }

  @Test
  void takesAShareOfTheTrainingPicturesAsValidationSet() {
    ImageFolder loaded = validated("0.4");

    LabeledImages validation = loaded.validation().orElseThrow();
    assertThat(validation.labels()).containsExactly(1);
    assertThat(loaded.dataset().train().labels()).containsExactly(0, 1);
    assertThat(validated("0.4").dataset()).isEqualTo(loaded.dataset());
  }

  @Test
  void takesATenthWhereThatIsEnough() {
    assertThat(validated(ValidationOptions.AUTO).validation()).isEmpty();
    for (int i = 0; i < 200; i++) {
      Pictures.gray(
          folder.resolve("train/cat/track%d_%d.png".formatted(i / 4, i)), 2, 3, (y, x) -> 1);
    }

    assertThat(validated(ValidationOptions.AUTO).validation().orElseThrow().size())
        .isBetween(18, 22);
  }

  @Test
  void refusesValidationSetsThatAreNone() {
    Path none = temporary.resolve("none");

    assertThatThrownBy(() -> validated(none.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("validation: " + none + ": expected a folder of classes but there is none");
    assertThatThrownBy(() -> validated("0.01"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "validation: expected a share of at least one of 3 training pictures, and a group left of each class, but got 0.01");
  }

  @Test
  void hasTheChannelsOfTheFirstFileUnlessToldOtherwise() {
    Pictures.color(folder.resolve("test/dog/d.png"), 2, 3, (y, x) -> 0xff8000);

    LabeledImages gray = ImageFolder.load(folder, STANDARD).dataset().test();
    LabeledImages color =
        ImageFolder.load(folder, with("native", Fit.RESIZE, Color.RGB)).dataset().test();

    // 0.299 · 255 + 0.587 · 128 = 151.4
    assertThat(gray.image(0)).containsOnly(151);
    assertThat(color.channels()).isEqualTo(3);
    assertThat(color.image(0)).startsWith(255, 128, 0).hasSize(18);
  }

  @Test
  void resizesOrCropsToOneSize() {
    Pictures.gray(folder.resolve("test/dog/d.png"), 4, 12, (y, x) -> x < 4 ? 0 : x < 8 ? 90 : 180);

    LabeledImages resized =
        ImageFolder.load(folder, with("2x3", Fit.RESIZE, Color.AUTO)).dataset().test();
    LabeledImages cropped =
        ImageFolder.load(folder, with("2x3", Fit.CROP, Color.AUTO)).dataset().test();

    // What PyTorch's antialiased bilinear interpolation gives, rounded.
    assertThat(resized.image(0)).containsExactly(13, 90, 167, 13, 90, 167);
    assertThat(cropped.image(0)).containsExactly(45, 90, 135, 45, 90, 135);
  }

  @Test
  void wantsASizeWhereTheFilesHaveSeveral() {
    Path odd = folder.resolve("test/dog/d.png");
    Pictures.gray(odd, 4, 12, (y, x) -> 0);

    assertThatThrownBy(() -> ImageFolder.load(folder, STANDARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected pictures of 2x3, as %s is, but %s is 4x12; for one size: --set imageSize=HxW",
            folder.resolve("train/cat/z.png"), odd);
  }

  @Test
  void namesBadFilesAndSkipsThemOnlyWhenAsked() throws IOException {
    Path text = Files.writeString(folder.resolve("train/cat/notes.txt"), "no picture");
    Path cut = folder.resolve("train/dog/a.png");
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> ImageFolder.load(folder, STANDARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "%s: expected pictures but 2 files can not be read: %s (expected a picture but got 10 bytes of something else), %s ("
                .formatted(folder, text, cut))
        .hasMessageEndingWith("); to leave them out: --set skipBadFiles=true");

    ImageFolder loaded =
        ImageFolder.load(folder, new ImageOptions("native", Fit.RESIZE, Color.AUTO, true));
    assertThat(loaded.skipped()).hasSize(2);
    assertThat(loaded.dataset().train().labels()).containsExactly(0, 1);
    assertThat(loaded.dataset().train().image(1)).containsExactly(0, 1, 2, 10, 11, 12);
  }

  @Test
  void refusesFoldersThatDoNotFit() throws IOException {
    Pictures.gray(folder.resolve("test/bird/e.png"), 2, 3, (y, x) -> 0);
    assertThatThrownBy(() -> ImageFolder.load(folder, STANDARD))
        .hasMessage(
            "%s: expected only classes that train has, cat, dog, but got 'bird'",
            folder.resolve("test"));

    Path none = temporary.resolve("none");
    Path train = Files.createDirectories(none.resolve("train"));
    assertThatThrownBy(() -> ImageFolder.load(none, STANDARD))
        .hasMessage("%s: expected a folder for each class but it has none", train);
    Files.createDirectory(train.resolve("cat"));
    assertThatThrownBy(() -> ImageFolder.load(none, STANDARD))
        .hasMessage(
            "%s: expected pictures of the class but the folder is empty", train.resolve("cat"));
    Pictures.gray(train.resolve("cat/a.png"), 2, 3, (y, x) -> 0);
    assertThatThrownBy(() -> ImageFolder.load(none, STANDARD))
        .hasMessage("%s: expected a folder of classes but there is none", none.resolve("test"));
  }

  @Test
  void refusesASizeThatIsNone() {
    assertThatThrownBy(() -> with("32", Fit.RESIZE, Color.AUTO))
        .hasMessage("imageSize: expected 'native' or HEIGHTxWIDTH, such as 32x48, but got '32'");
  }
}
