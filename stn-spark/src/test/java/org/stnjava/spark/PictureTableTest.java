package org.stnjava.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stnjava.data.image.SamplePicture;

/** What becomes of each kind of picture: its sizes, its first pixel and its last. */
class PictureTableTest {

  private static final InputPlace ANY = new InputPlace("float32", null, false);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            GRAY_8              | 1x2x1 100 .. 200
            GRAY_16             | 1x2x1 18 .. 255
            GRAY_ALPHA          | 1x2x1 200 .. 200
            RGB_8               | 1x2x3 10,20,30 .. 200,180,20
            RGB_16              | 1x2x3 0,0,18 .. 255,0,1
            RGBA_8              | 1x2x4 200,100,50,255 .. 200,100,50,51
            PALETTE             | 1x2x3 200,100,50 .. 10,20,30
            PALETTE_GRAY        | 1x2x3 100,100,100 .. 200,200,200
            PALETTE_TRANSPARENT | 1x2x4 200,100,50,255 .. 200,100,50,51
            BITS                | 1x2x3 0,0,0 .. 255,255,255
            JPEG_GRAY           | 8x16x1 100 .. 100
            JPEG_RGB            | 8x16x3 200,100,50 .. 200,100,50
            JPEG_PROGRESSIVE    | 8x16x3 200,100,50 .. 200,100,50
            JPEG_ORIENTATION_6  | 8x16x1 50 .. 200
            JPEG_CMYK           | 4x4x4 55,75,235,0 .. 55,75,235,0
            PNG_TRUNCATED       | expected a whole PNG or JPEG picture but decoding failed: Error reading PNG image data
            JPEG_TRUNCATED      | expected a whole PNG or JPEG picture but decoding failed: Invalid JPEG file structure: missing SOS marker
            TEXT                | expected a PNG or JPEG picture but got 13 bytes of something else
            EMPTY               | expected a PNG or JPEG picture but got 0 bytes of something else
          """)
  void decodes(SamplePicture kind, String expected) throws IOException {
    Path file = folder.resolve("picture");
    Files.write(file, kind.file());

    assertThat(decoded(file)).isEqualTo(expected.replace("FILE", file.toString()));
  }

  private static String decoded(Path file) throws IOException {
    try {
      Picture picture = Picture.decode(Files.readAllBytes(file), ANY);
      return SamplePicture.text(
          picture.height(), picture.width(), picture.channels(), picture.values());
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
