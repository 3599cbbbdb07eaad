package org.stnjava.data.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.set.ValidationSplit.Member;

class ValidationSplitTest {

  /** Two classes of 10 tracks of 30 frames each. */
  private static final List<Member> TRACKS =
      IntStream.range(0, 600)
          .mapToObj(i -> new Member("class " + i / 300, "track " + i % 300 / 30))
          .toList();

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.25, 0.5, 0.9})
  void keepsTracksOnOneSide(double share) {
    BitSet chosen = ValidationSplit.of(TRACKS, share);

    for (int i = 0; i < TRACKS.size(); i++) {
      assertThat(chosen.get(i)).isEqualTo(chosen.get(i / 30 * 30));
    }
    assertThat(chosen.cardinality()).isBetween((int) (600 * share) - 15, (int) (600 * share) + 15);
  }

  @Test
  void takesTheSameShareOfEachClass() {
    BitSet chosen = ValidationSplit.of(TRACKS, 0.1);

    assertThat(chosen.get(0, 300).cardinality()).isEqualTo(30);
    assertThat(chosen.get(300, 600).cardinality()).isEqualTo(30);
    assertThat(ValidationSplit.of(TRACKS, 0.1)).isEqualTo(chosen);
  }

  @Test
  void sharesWhatIsRoundedAmongClasses() {
    List<Member> members =
        IntStream.range(0, 50).mapToObj(i -> new Member("class " + i / 5, "file " + i)).toList();

    assertThat(ValidationSplit.of(members, 0.1).cardinality()).isEqualTo(5);
  }

  @Test
  void leavesSomeOfEachClass() {
    List<Member> members =
        List.of(new Member("a", "1"), new Member("b", "2"), new Member("b", "3"));

    BitSet chosen = ValidationSplit.of(members, 0.9);

    assertThat(chosen.get(0)).isFalse();
    assertThat(chosen.cardinality()).isEqualTo(1);
  }

  @Test
  void takesNumbersWhichNoOtherImageShows() {
    List<Member> numbers =
        IntStream.range(0, 100)
            .mapToObj(i -> Member.of("meter " + i / 2, i / 10, i % 10, 10))
            .toList();

    BitSet chosen = ValidationSplit.of(numbers, 0.1);

    assertThat(chosen.cardinality()).isEqualTo(10);
    for (int i = 0; i < 100; i += 2) {
      assertThat(chosen.get(i)).isEqualTo(chosen.get(i + 1));
    }
  }

  @Test
  void splitsAClassThatIsOneGroup() {
    List<Member> members =
        IntStream.range(0, 100).mapToObj(i -> new Member("a", "IMG_2024")).toList();

    assertThat(ValidationSplit.of(members, 0.1).cardinality()).isEqualTo(10);
  }

  @Test
  void takesNothingWhereNothingIsAskedFor() {
    assertThat(ValidationSplit.of(TRACKS, 0).isEmpty()).isTrue();
    assertThat(ValidationSplit.of(List.of(), 0.5).isEmpty()).isTrue();
  }

  @Test
  void copiesImagesWithTheirLabels() {
    LabeledImages images =
        new LabeledImages(1, 2, new byte[] {1, 2, 3, 4, 5, 6}, new int[] {7, 8, 9});

    assertThat(ValidationSplit.select(images, 2, 0))
        .isEqualTo(new LabeledImages(1, 2, new byte[] {5, 6, 1, 2}, new int[] {9, 7}));
    assertThat(ValidationSplit.of(images, 0.4).cardinality()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "00012_00003.png, 00012",
    "video1_frame_0007.jpg, video1_frame",
    "IMG_20240501-0001.jpeg, IMG_20240501",
    "frame_0007.jpg, frame_0007.jpg",
    "0007.png, 0007.png",
    "cat.png, cat.png"
  })
  void takesTheNameUpToALastNumberAsTheGroup(String file, String group) {
    assertThat(ValidationOptions.standard().group(file)).isEqualTo(group);
  }

  @Test
  void takesAMatchAsTheGroup() {
    assertThat(new ValidationOptions("auto", "^[a-z]+").group("car7_front.png")).isEqualTo("car");
    assertThat(new ValidationOptions("auto", "x(\\d)?").group("x.png")).isEqualTo("x.png");
  }

  @Test
  void refusesWhatIsNoShareAndNoExpression() {
    assertThatThrownBy(() -> new ValidationOptions("1.5", ".*"))
        .hasMessage("validation: expected a share of at least 0 and below 1 but got 1.5");
    assertThatThrownBy(() -> new ValidationOptions("-0.1", ".*"))
        .hasMessage("validation: expected a share of at least 0 and below 1 but got -0.1");
    assertThatThrownBy(() -> new ValidationOptions("", ".*"))
        .hasMessage("validation: expected 'auto', a share or a folder but got ''");
    assertThatThrownBy(() -> new ValidationOptions("auto", "("))
        .hasMessage("validationGroup: expected a regular expression but got '(': Unclosed group");
  }
}
