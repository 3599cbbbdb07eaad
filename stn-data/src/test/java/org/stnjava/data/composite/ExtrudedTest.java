package org.stnjava.data.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Dots;
import org.stnjava.data.scene.Range;
import org.stnjava.data.scene.SourceImage;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

class ExtrudedTest {

  private static final int DEPTH = 20;
  private static final int HEIGHT = 22;
  private static final int WIDTH = 26;
  private static final int THICKNESS = 6;

  private static Extruded turning(double degrees) {
    return new Extruded(DEPTH, HEIGHT, WIDTH, THICKNESS, new Range(-degrees, degrees));
  }

  private static Canvas volume() {
    return new Canvas(HEIGHT, WIDTH, DEPTH, new byte[HEIGHT * WIDTH * DEPTH], 0);
  }

  /** The middle of the mass along x, y, z, and the mass. */
  private static double[] moments(Canvas volume) {
    double[] moments = new double[4];
    for (int i = 0; i < volume.pixels().length; i++) {
      int value = volume.pixels()[i] & 0xff;
      int[] place = {i / DEPTH % WIDTH, i / DEPTH / WIDTH, i % DEPTH};
      for (int axis = 0; axis < 3; axis++) {
        moments[axis] += value * (place[axis] + 0.5);
      }
      moments[3] += value;
    }
    for (int axis = 0; axis < 3; axis++) {
      moments[axis] /= moments[3];
    }
    return moments;
  }

  private static double mass(LabeledImages images) {
    double mass = 0;
    for (byte pixel : images.pixels()) {
      mass += pixel & 0xff;
    }
    return mass;
  }

  /** The middle of an image goes where its body goes, and turns around itself. */
  private static Canvas drawnInTheMiddle(long seed) {
    Canvas volume = volume();
    turning(0).draw(Dots.at(8, 11, 0, 0), 0, Seeds.generator(seed), volume);
    return volume;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void givesUprightImagesTheirThickness(long seed) {
    LabeledImages source = Dots.at(8, 11, 2, -1);
    Canvas volume = volume();

    Annotation drawn = turning(0).draw(source, 0, Seeds.generator(seed), volume);

    double[] moments = moments(volume);
    double[] middle = moments(drawnInTheMiddle(seed));
    assertThat(moments[0] - middle[0]).isCloseTo(2, within(0.15));
    assertThat(moments[1] - middle[1]).isCloseTo(-1, within(0.15));
    assertThat(moments[3]).isCloseTo(THICKNESS * mass(source), within(0.05 * moments[3]));
    assertThat(drawn.labels()).containsExactly(0);
    assertThat(drawn.boxes()).as("boxes in space are not known").isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsBodiesWholeHoweverTheyAreTurned(long seed) {
    LabeledImages source = Dots.at(8, 11, 0, 0);
    Canvas volume = volume();

    turning(180).draw(source, 0, Seeds.generator(seed), volume);

    double[] moments = moments(volume);
    double[] upright = moments(drawnInTheMiddle(seed));
    assertThat(moments[0]).isCloseTo(upright[0], within(0.15));
    assertThat(moments[1]).isCloseTo(upright[1], within(0.15));
    assertThat(moments[3]).isCloseTo(THICKNESS * mass(source), within(0.05 * moments[3]));
  }

  @Test
  void turnsAboutEachAxis() {
    // A quarter about x takes y to z, about y z to x, about z x to y.
    double quarter = Math.PI / 2;

    assertThat(ExtrudedImage.turn(quarter, 0, 0))
        .containsExactly(new double[] {1, 0, 0, 0, 0, -1, 0, 1, 0}, within(1e-15));
    assertThat(ExtrudedImage.turn(0, quarter, 0))
        .containsExactly(new double[] {0, 0, 1, 0, 1, 0, -1, 0, 0}, within(1e-15));
    assertThat(ExtrudedImage.turn(0, 0, quarter))
        .containsExactly(new double[] {0, -1, 0, 1, 0, 0, 0, 0, 1}, within(1e-15));
  }

  @Test
  void turnsABodyAsItsRotationSays() {
    SourceImage image = SourceImage.of(Dots.at(8, 11, 3, 0), 0);
    Canvas volume = volume();

    // A turn by -90° about y takes the image's x to the back.
    new ExtrudedImage(
            image, THICKNESS, ExtrudedImage.turn(0, -Math.PI / 2, 0), new double[] {13, 11, 10})
        .draw(volume);

    double[] moments = moments(volume);
    assertThat(moments[0]).isCloseTo(13, within(0.15));
    assertThat(moments[1]).isCloseTo(11, within(0.15));
    assertThat(moments[2]).isCloseTo(13, within(0.15));
  }

  @Test
  void writesEveryVoxel() {
    LabeledImages source = Dots.at(8, 11, 0, 0);
    Canvas clean = volume();
    Canvas used = volume();
    Arrays.fill(used.pixels(), (byte) 77);

    turning(45).draw(source, 0, Seeds.generator(9), clean);
    turning(45).draw(source, 0, Seeds.generator(9), used);

    assertThat(used.pixels()).isEqualTo(clean.pixels());
  }

  @Test
  void refusesColorsAndVolumesWithoutRoom() {
    LabeledImages large = Dots.at(15, 20, 0, 0);

    assertThatThrownBy(() -> Extruded.ofDigits().layout(new ImageSpec(28, 28, 3, 1, 10)))
        .hasMessage(
            "channels: expected gray images, for the depth takes the place of colors, but got 3");
    assertThatThrownBy(() -> turning(0).draw(large, 0, Seeds.generator(1), volume()))
        .hasMessage(
            "volume: expected at least 25.7 voxels along each axis, for bodies to turn in, but got"
                + " 20x22x26");
    assertThatThrownBy(() -> new Extruded(0, 5, 5, 1, new Range(0, 0)))
        .hasMessage("depth: expected at least 1 but got 0");
    assertThatThrownBy(() -> new Extruded(5, 5, 5, 0, new Range(0, 0)))
        .hasMessage("thickness: expected above 0 but got 0.0");
  }
}
