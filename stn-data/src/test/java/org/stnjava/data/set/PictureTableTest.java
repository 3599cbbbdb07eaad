package org.stnjava.data.set;

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

  @TempDir private Path folder;

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
            JPEG_ORIENTATION_6  | 8x16x1 50 .. 200
            JPEG_CMYK           | 4x4x3 229,219,79 .. 229,219,79
            PNG_TRUNCATED       | Error reading PNG image data
            JPEG_TRUNCATED      | Invalid JPEG file structure: missing SOS marker
            TEXT                | is no PNG or JPEG picture
            EMPTY               | is no PNG or JPEG picture
          """)
  void decodes(SamplePicture kind, String expected) throws IOException {
    Path file = folder.resolve("picture");
    Files.write(file, kind.file());

    assertThat(decoded(file)).isEqualTo(expected.replace("FILE", file.toString()));
  }

  private static String decoded(Path file) {
    try {
      Raster picture = PictureFile.read(file);
      float[] values = new float[picture.pixels().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (picture.pixels()[i] & 0xff) / 255f;
      }
      return SamplePicture.text(picture.height(), picture.width(), picture.channels(), values);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
