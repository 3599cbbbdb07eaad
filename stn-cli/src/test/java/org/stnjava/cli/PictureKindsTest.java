package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.stnjava.data.image.Picture;
import org.stnjava.data.image.SamplePicture;
import org.stnjava.data.npy.NpyArray;
import org.stnjava.data.npy.NpyFile;
import org.stnjava.data.set.ImageFolder;
import org.stnjava.data.set.ImageOptions;
import org.stnjava.data.set.LabeledImages;

/** What reads single pictures and what reads folders of them, on every kind of picture. */
class PictureKindsTest {

  private static final String BAD =
      "PNG_TRUNCATED|JPEG_TRUNCATED|JPEG_CUT|BMP_TRUNCATED|GIF_TRUNCATED|TIFF_TRUNCATED"
          + "|WEBP_TRUNCATED|PPM_TRUNCATED|PPM_WRONG|TEXT|EMPTY";

  @TempDir Path folder;

  private Path picture(SamplePicture kind) throws IOException {
    Path file = folder.resolve("data/train/a/picture.png");
    for (String name : new String[] {"train/a", "train/b", "test/a"}) {
      Path place = Files.createDirectories(folder.resolve("data").resolve(name));
      Files.write(place.resolve("picture.png"), kind.file());
    }
    return file;
  }

  private Program warp(Path picture, String size) {
    return Program.run(
        "warp --transform affine --theta 1,0,0,0,1,0 --size " + size,
        "--image",
        picture,
        "--out",
        folder.resolve("v.npy"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = BAD)
  void readsItAlike(SamplePicture kind) throws IOException {
    Path file = picture(kind);
    Picture picture = Picture.decode(kind.file());

    warp(file, picture.height() + "x" + picture.width()).mustBeDone();
    NpyArray warped = NpyFile.read(folder.resolve("v.npy"));
    LabeledImages loaded =
        ImageFolder.open(folder.resolve("data"), ImageOptions.standard()).dataset().train();

    assertThat(warped.shape())
        .containsExactly(picture.height(), picture.width(), picture.channels());
    assertThat(warped.floats()).containsExactly(picture.values());
    assertThat(loaded.channels()).isEqualTo(picture.channels());
    assertThat(loaded.image(1)).containsExactly(picture.bytes(picture.channels()));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = BAD)
  void refusesItInOneLine(SamplePicture kind) throws IOException {
    Path file = picture(kind);

    Program refused = warp(file, "1x2");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err().lines()).hasSize(1);
    assertThat(refused.err()).startsWith("stn warp: --image: " + file + ": expected a ");
    assertThatThrownBy(() -> ImageFolder.open(folder.resolve("data"), ImageOptions.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected pictures but none of 3 files is one, such as " + file);
  }
}
