package org.stnjava.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stnjava.data.npy.NpyArray;

class PictureTest {

  @TempDir Path folder;

  /** The rules: sizes, the first pixel and the last one, of 255. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GRAY_8              | 1x2x1 100 .. 200
          GRAY_16             | 1x2x1 18 .. 255
          GRAY_ALPHA          | 1x2x1 200 .. 40
          RGB_8               | 1x2x3 10,20,30 .. 200,180,20
          RGB_16              | 1x2x3 0,0,18 .. 255,0,1
          RGBA_8              | 1x2x3 200,100,50 .. 40,20,10
          PALETTE             | 1x2x3 200,100,50 .. 10,20,30
          PALETTE_GRAY        | 1x2x1 100 .. 200
          PALETTE_TRANSPARENT | 1x2x3 200,100,50 .. 40,20,10
          BITS                | 1x2x1 0 .. 255
          JPEG_GRAY           | 8x16x1 100 .. 100
          JPEG_RGB            | 8x16x3 200,100,50 .. 200,100,50
          JPEG_PROGRESSIVE    | 8x16x3 200,100,50 .. 200,100,50
          JPEG_ORIENTATION_6  | 16x8x1 50 .. 200
          JPEG_CMYK           | 4x4x3 200,180,20 .. 200,180,20
          BMP                 | 1x2x3 10,20,30 .. 200,180,20
          GIF                 | 1x2x3 200,100,50 .. 10,20,30
          TIFF_RGB            | 1x2x3 10,20,30 .. 200,180,20
          TIFF_GRAY_16        | 1x2x1 18 .. 255
          TIFF_ORIENTATION_6  | 2x1x1 100 .. 200
          WEBP_LOSSLESS       | 1x2x3 10,20,30 .. 200,180,20
          WEBP_LOSSY          | 8x16x3 202,100,50 .. 202,100,50
          WEBP_ALPHA          | 1x2x3 200,100,50 .. 40,20,10
          PGM                 | 1x2x1 100 .. 200
          PGM_16              | 1x2x1 18 .. 255
          PPM                 | 1x2x3 10,20,30 .. 200,180,20
          PPM_TEXT            | 1x2x3 0,255,128 .. 51,102,153
          """)
  void decodes(SamplePicture kind, String expected) {
    Picture picture = Picture.decode(kind.file());

    assertThat(
            SamplePicture.text(
                picture.height(), picture.width(), picture.channels(), picture.values()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PNG_TRUNCATED  | expected a whole picture but decoding failed:
          JPEG_TRUNCATED | expected a whole picture but decoding failed:
          JPEG_CUT       | expected a whole picture but decoding failed:
          BMP_TRUNCATED  | expected a whole picture but decoding failed:
          GIF_TRUNCATED  | expected a whole picture but decoding failed:
          TIFF_TRUNCATED | expected a whole picture but decoding failed:
          WEBP_TRUNCATED | expected a whole picture but decoding failed:
          PPM_TRUNCATED  | expected a whole picture but decoding failed: unexpected end of file
          PPM_WRONG      | expected a whole picture but decoding failed: expected a number but got byte 120
          TEXT           | expected a picture but got 13 bytes of something else
          EMPTY          | expected a picture but got an empty file
          """)
  void refuses(SamplePicture kind, String message) throws IOException {
    Path file = Files.write(folder.resolve("picture"), kind.file());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Picture.decode(kind.file()))
        .withMessageStartingWith(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Picture.read(file))
        .withMessageStartingWith(file + ": " + message);
  }

  @Test
  void namesAFileThatIsMissing() {
    assertThatThrownBy(() -> Picture.read(folder.resolve("none.png")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(folder.resolve("none.png") + ": expected a file but there is none");
  }

  @Test
  void keepsSixteenBits() {
    assertThat(Picture.decode(SamplePicture.GRAY_16.file()).values())
        .containsExactly(0x1234 / 65535f, 1);
  }

  /** Corners of a picture of 2 rows and 3 columns that counts up from 0, as Pillow moves them. */
  @ParameterizedTest
  @CsvSource({
    "1, 2x3 0 1 2 3 4 5", "2, 2x3 2 1 0 5 4 3", "3, 2x3 5 4 3 2 1 0", "4, 2x3 3 4 5 0 1 2",
    "5, 3x2 0 3 1 4 2 5", "6, 3x2 3 0 4 1 5 2", "7, 3x2 5 2 4 1 3 0", "8, 3x2 2 5 1 4 0 3"
  })
  void appliesEveryOrientation(int orientation, String expected) {
    Picture moved = Picture.of(2, 3, 1, new byte[] {0, 1, 2, 3, 4, 5}).oriented(orientation);

    StringBuilder text = new StringBuilder(moved.height() + "x" + moved.width());
    for (byte value : moved.bytes(1)) {
      text.append(' ').append(value);
    }
    assertThat(text).hasToString(expected);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG_ORIENTATION_6", "PGM", "WEBP_LOSSY", "TIFF_ORIENTATION_6", "GIF"})
  void tellsTheSizeWithoutDecoding(SamplePicture kind) {
    Picture picture = Picture.decode(kind.file());

    assertThat(Picture.size(kind.file())).containsExactly(picture.height(), picture.width());
  }

  @Test
  void seesTheOrientedSizeBeforeItDecodes() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Picture.decode(
                    SamplePicture.JPEG_ORIENTATION_6.file(),
                    (height, width) -> {
                      throw new IllegalArgumentException(height + " by " + width);
                    }))
        .withMessage("16 by 8");
  }

  @Test
  void givesLumaGrayInColorsAndAnOpaqueChannel() {
    Picture color = Picture.of(1, 1, 3, new byte[] {10, 20, 30});
    Picture gray = Picture.of(1, 1, 1, new byte[] {51});

    assertThat(color.bytes(1)).containsExactly(18);
    assertThat(color.values(1)).containsExactly(18.15f / 255);
    assertThat(gray.values(4)).containsExactly(0.2f, 0.2f, 0.2f, 1);
    assertThat(gray.bytes(3)).containsExactly(51, 51, 51);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gray.values(2))
        .withMessage("channels: expected 1, 3 or 4 but got 2");
  }

  @Test
  void refusesBytesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Picture.of(2, 2, 3, new byte[11]))
        .withMessage(
            "picture: expected at least 1 x 1 pixel of 1 to 4 channels but got 11 bytes for 2 x 2 x 3");
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG_RGB", "JPEG_PROGRESSIVE"})
  void writesWhatItReadsBack(SamplePicture kind) throws IOException {
    Picture picture = Picture.decode(kind.file());
    NpyArray array =
        NpyArray.of(picture.values(), picture.height(), picture.width(), picture.channels());
    Path file = folder.resolve("copy.png");
    try (var out = Files.newOutputStream(file)) {
      PictureWriter.write(out, array, PictureWriter.Format.PNG);
    }

    assertThat(Picture.read(file).values()).containsExactly(picture.values());
  }
}
