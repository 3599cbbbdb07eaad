package org.stnjava.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

class TrainingAnimationTest {
  private static final ReportImage BLACK = new ReportImage(12, 20, new float[240]);

  /** One transformer that reads the part to the left of a place. */
  private static TrainingAnimation.Frame frame(int step, float right) {
    float[] outline = {-0.9f, -0.9f, right, -0.9f, right, 0.9f, -0.9f, 0.9f};
    return new TrainingAnimation.Frame(step, List.of(List.of(outline)));
  }

  private static List<BufferedImage> decoded(TrainingAnimation film) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(film.gif()))) {
      reader.setInput(in);
      List<BufferedImage> images = new ArrayList<>();
      for (int i = 0; i < reader.getNumImages(true); i++) {
        images.add(reader.read(i));
      }
      return images;
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void showsEachFrameWithItsOutlineInTheTransformersColor() {
    List<BufferedImage> images =
        decoded(new TrainingAnimation(List.of(BLACK), List.of(frame(100, 0), frame(200, 0.5f))));

    assertThat(images).hasSize(2);
    assertThat(images.get(0).getWidth()).isEqualTo(8 + 160 + 8);
    assertThat(images.get(0).getHeight()).isEqualTo(24 + 96 + 8);
    assertThat(images.get(0).getRGB(8 + 80, 24 + 48) & 0xffffff).isEqualTo(0xe69f00);
    assertThat(images.get(1).getRGB(8 + 80, 24 + 48) & 0xffffff).isZero();
    assertThat(images.get(1).getRGB(8 + 120, 24 + 48) & 0xffffff).isEqualTo(0xe69f00);
  }

  @Test
  void keepsGraysAsTheyAre() {
    float[] gray = new float[240];
    Arrays.fill(gray, 0.5f);
    TrainingAnimation film =
        new TrainingAnimation(
            List.of(new ReportImage(12, 20, gray)),
            List.of(new TrainingAnimation.Frame(1, List.of(List.of()))));

    assertThat(decoded(film).get(0).getRGB(88, 72) & 0xff).isBetween(120, 136);
  }

  @Test
  void thinsManyFramesButKeepsTheLast() {
    List<TrainingAnimation.Frame> frames =
        IntStream.rangeClosed(1, 130).mapToObj(i -> frame(i, i < 130 ? 0 : 0.5f)).toList();

    List<BufferedImage> images = decoded(new TrainingAnimation(List.of(BLACK), frames));

    assertThat(images).hasSize(44);
    assertThat(images.get(43).getRGB(8 + 120, 24 + 48) & 0xffffff).isEqualTo(0xe69f00);
  }

  @Test
  void drawsNoOutlineThatIsNotFinite() {
    TrainingAnimation film = new TrainingAnimation(List.of(BLACK), List.of(frame(1, Float.NaN)));

    assertThat(decoded(film).get(0).getRGB(8 + 8, 24 + 48) & 0xffffff).isZero();
  }

  @Test
  void repeatsForEverAndGivesTheSameBytesAgain() {
    TrainingAnimation film =
        new TrainingAnimation(Collections.nCopies(4, BLACK), List.of(frames(4)));

    assertThat(new String(film.gif(), StandardCharsets.ISO_8859_1))
        .startsWith("GIF89a")
        .contains("NETSCAPE2.0");
    assertThat(film.gif()).isEqualTo(film.gif());
    assertThat(decoded(film).get(0).getWidth()).isEqualTo(3 * 168 + 8);
  }

  private static TrainingAnimation.Frame frames(int pictures) {
    return new TrainingAnimation.Frame(
        1, Collections.nCopies(pictures, List.of(new float[] {0, 0, 1, 0, 1, 1})));
  }

  @Test
  void rejectsFramesOfOtherPictures() {
    assertThatThrownBy(() -> new TrainingAnimation(List.of(BLACK), List.of(frames(3))))
        .hasMessage("frames: expected outlines for 1 pictures but got 3 at step 1");
    assertThatThrownBy(() -> new TrainingAnimation(List.of(), List.of()))
        .hasMessage("film: expected at least 1 picture and 1 frame but got 0 and 0");
  }
}
