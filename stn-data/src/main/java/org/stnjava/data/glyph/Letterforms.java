package org.stnjava.data.glyph;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The ways of writing each digit, with how usual each is. */
final class Letterforms {

  private record Variant(double weight, Letterform form) {}

  private static final List<List<Variant>> DIGITS =
      List.of(
          List.of(
              variant(5, "54,2 32,8 16,32 13,62 26,90 50,98 74,86 87,56 80,22 62,5 46,3"),
              variant(3, "66,9 44,2 22,20 12,52 20,84 44,98 70,88 86,54 80,22 60,7 38,12"),
              variant(2, "52,2 36,14 28,48 34,84 50,98 66,86 72,50 66,16 50,3 40,10"),
              variant(1, "40,4 62,10 82,34 82,66 62,94 36,96 16,72 16,36 34,10 56,2")),
          List.of(
              variant(6, "50,0 50,34 50,68 50,100"),
              variant(2, "54,0 49,50 52,100"),
              variant(3, "32,22 52,2! 51,50 51,100"),
              variant(1, "32,22 53,2! 52,50 52,98 | 28,98 52,97 78,98")),
          List.of(
              variant(4, "18,24 30,7 54,2 74,15 73,37 52,64 18,96! 50,94 88,93"),
              variant(4, "16,26 32,6 58,3 76,19 68,44 44,72 22,92 11,84 22,73 42,82 64,95 90,88"),
              variant(2, "20,18 42,3 68,9 72,30 54,58 30,82 12,96! 34,89 60,97 90,93"),
              variant(1, "14,9 44,3 72,10 70,34 46,62 14,95! 50,97 84,94")),
          List.of(
              variant(4, "18,14 40,2 68,9 73,29 56,44 34,48! 62,50 80,66 74,88 48,99 16,89"),
              variant(3, "20,12 44,2 70,12 66,34 46,47 34,50 46,45 70,55 81,74 66,95 38,98 16,86"),
              variant(1, "16,6 46,5 76,4! 44,40! 70,47 80,68 66,92 40,98 14,88"),
              variant(1, "24,6 52,2 70,18 58,38 38,45! 66,52 74,72 58,92 30,99 12,94"),
              variant(1, "6,16 36,6 70,14 62,34 42,46 70,52 84,72 64,92 44,88 52,72")),
          List.of(
              variant(4, "26,4 21,28 16,55! 44,57 86,52 | 72,5 68,50 64,100"),
              variant(2, "64,2 40,30 10,63! 50,64 90,61 | 65,2 64,50 62,100"),
              variant(2, "62,4 34,34 12,62! 48,63 90,58 | 70,30 65,60 60,100"),
              variant(3, "24,6 17,34 28,55 56,53 76,36 | 80,4 74,50 66,100"),
              variant(1, "22,10 10,56! 50,58 92,50 | 60,0 52,50 40,100"),
              variant(1, "26,4 15,38 34,58 62,44 78,6! 73,50 70,100")),
          List.of(
              variant(4, "80,4 55,6 30,6! 24,42! 50,36 76,50 78,78 54,98 16,90"),
              variant(3, "28,7 22,44! 48,38 74,50 78,76 56,97 18,91 | 28,7 54,8 86,4"),
              variant(2, "82,6 52,4 32,14 28,38 52,46 74,60 74,84 50,98 18,91"),
              variant(1, "30,14 24,44! 48,38 68,56 62,84 38,99 14,88 | 30,14 66,10 108,0"),
              variant(1, "30,8 28,44 54,44 72,62 64,88 40,99 14,92 | 30,8 62,5 90,9")),
          List.of(
              variant(4, "70,2 42,18 21,50 17,78 36,98 64,92 76,70 60,54 34,60 19,80"),
              variant(3, "54,0 30,36 18,72 30,96 56,98 76,80 70,60 48,54 22,70"),
              variant(2, "78,4 46,12 22,44 16,76 32,97 58,95 70,78 58,62 36,66 20,84"),
              variant(1, "40,0 24,40 20,76 36,97 60,94 72,76 60,58 40,60 26,78")),
          List.of(
              variant(4, "14,9 50,6 84,4! 62,46 42,100"),
              variant(2, "14,9 50,6 84,4! 62,46 42,100 | 32,53 56,50 80,48"),
              variant(2, "15,24 18,6! 50,8 84,4! 60,48 48,100"),
              variant(1, "18,10 52,0 76,14 74,46 58,76 36,98"),
              variant(2, "12,14 34,4 62,8 82,5! 72,30 56,60 50,100")),
          List.of(
              variant(4, "72,15 50,2 27,13 31,35 56,52 77,74 60,97 34,95 22,76 40,53 66,33 73,12"),
              variant(
                  2,
                  "50,48 29,36 29,12 50,2 71,12 71,36 50,48 25,64 24,88 50,99 76,88 75,64 50,48"),
              variant(3, "80,9 56,3 33,13 34,34 60,54 73,78 54,98 30,92 27,73 48,50 80,16"),
              variant(1, "30,10 44,34 68,60 70,88 46,99 26,86 36,62 64,38 68,14 48,2 30,12")),
          List.of(
              variant(4, "74,14 50,2 26,14 22,38 44,50 66,40 76,13! 74,50 67,100"),
              variant(2, "76,18 54,2 28,14 24,40 46,52 70,38 77,14 77,50 64,84 34,98"),
              variant(3, "71,12 46,3 22,26 32,48 57,44 74,10! 66,56 54,100"),
              variant(1, "84,10 56,2 28,20 34,40 58,38 82,12! 60,56 30,100"),
              variant(1, "68,8 42,4 24,24 36,44 60,38 70,12 70,50 70,100")));

  private Letterforms() {}

  /** Returns one way of writing a digit, by how usual each is. */
  static Letterform draw(int digit, RandomGenerator random) {
    List<Variant> variants = DIGITS.get(digit);
    double left = random.nextDouble() * variants.stream().mapToDouble(Variant::weight).sum();
    for (Variant variant : variants) {
      left -= variant.weight();
      if (left < 0) {
        return variant.form();
      }
    }
    return variants.get(variants.size() - 1).form();
  }

  /** Returns every way of writing a digit. */
  static Stream<Letterform> all(int digit) {
    return DIGITS.get(digit).stream().map(Variant::form);
  }

  private static Variant variant(double weight, String strokes) {
    return new Variant(weight, Letterform.parse(strokes));
  }
}
