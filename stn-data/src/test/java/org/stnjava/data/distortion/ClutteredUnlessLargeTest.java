package org.stnjava.data.distortion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.DistortedImages;
import org.stnjava.data.scene.Dots;
import org.stnjava.data.set.LabeledImages;

class ClutteredUnlessLargeTest {

  private static final ClutteredUnlessLarge PUBLISHED = ClutteredUnlessLarge.published();

  @Test
  void leavesImagesOfItsSizeAsTheyAreWithSeed1() {
    LabeledImages source = Dots.noise(3, 40, 44, Seeds.generator(1));

    LabeledImages drawn = DistortedImages.distortAll(source, PUBLISHED, 1).images();

    assertThat(drawn).isEqualTo(source);
  }

  @Test
  void cluttersSmallerOnesWithSeed2() {
    LabeledImages source = Dots.noise(3, 20, 26, Seeds.generator(2));

    DistortedImages drawn = DistortedImages.distortAll(source, PUBLISHED, 2);

    assertThat(drawn.images().height()).isEqualTo(40);
    assertThat(drawn.images().width()).isEqualTo(40);
    assertThat(drawn).isEqualTo(DistortedImages.distortAll(source, PUBLISHED.clutter(), 2));
  }

  @Test
  void refusesImagesThatAreTooWideToBePlacedWithSeed3() {
    LabeledImages source = Dots.noise(1, 20, 50, Seeds.generator(3));

    assertThatThrownBy(() -> DistortedImages.distortAll(source, PUBLISHED, 3))
        .hasMessageContaining("50");
  }
}
