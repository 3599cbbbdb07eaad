package org.stnjava.data.glyph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.glyph.Letterform.Stroke;

class LetterformTest {

  @Test
  void cutsStrokesAtCornersAndWhereThePenLifts() {
    Letterform form = Letterform.parse("1,2 3,4! 5,6 | 7,8 9,10");

    assertThat(form.strokes()).extracting(Stroke::joined).containsExactly(false, true, false);
    assertThat(form.strokes().get(1).x()).containsExactly(3, 5);
    assertThat(form.strokes().get(2).y()).containsExactly(8, 10);
  }

  @ParameterizedTest(name = "digit {0}")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void knowsSeveralWaysOfWritingADigit(int digit) {
    assertThat(Letterforms.all(digit)).hasSizeGreaterThanOrEqualTo(4);
    assertThat(Letterforms.all(digit))
        .flatExtracting(Letterform::strokes)
        .allSatisfy(
            stroke -> {
              for (int i = 0; i < stroke.x().length; i++) {
                assertThat(stroke.x()[i]).isBetween(0f, 110f);
                assertThat(stroke.y()[i]).isBetween(0f, 100f);
              }
            });
  }
}
