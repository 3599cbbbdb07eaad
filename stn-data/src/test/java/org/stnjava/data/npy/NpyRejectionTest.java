package org.stnjava.data.npy;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stnjava.data.npy.NpyBytes.bytes;
import static org.stnjava.data.npy.NpyBytes.file;
import static org.stnjava.data.npy.NpyBytes.header;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyRejectionTest {
  private static final byte[] GOOD = file(header("<f4", false, "(1, 2)"), new byte[8]);

  @TempDir Path folder;

  private void assertRefused(byte[] content, String message) {
    Path path = NpyBytes.write(folder, content);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyFile.read(path))
        .withMessage(path + ": " + message);
  }

  private void assertRefusedAsStrings(byte[] content, String message) {
    Path path = NpyBytes.write(folder, content);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyFile.readStrings(path))
        .withMessage(path + ": " + message);
  }

  @Test
  void refusesAnEmptyFile() {
    assertRefused(bytes(), "expected a .npy file with 8 bytes of magic and version but found 0");
  }

  @Test
  void refusesAnotherKindOfFile() {
    assertRefused(
        "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1),
        "expected a .npy file, which starts with \\x93NUMPY, but it starts with"
            + " \\x89PNG\\x0d\\x0a");
  }

  @Test
  void refusesAVersionToCome() {
    byte[] content = GOOD.clone();
    content[6] = 4;

    assertRefused(content, "version: expected 1.0, 2.0 or 3.0 but found 4.0");
  }

  @Test
  void refusesAHeaderThatEndsEarly() {
    assertRefused(
        Arrays.copyOf(GOOD, 30),
        "expected a .npy file with " + (GOOD.length - 18) + " bytes of header but found 20");
  }

  @Test
  void refusesAHeaderOfGigabytes() {
    byte[] content = file(2, header("<f4", false, "(1, 2)"), new byte[8]);
    content[11] = 0x7f;

    assertRefused(content, "header length: expected up to 65535 bytes but found 2130706492");
  }

  @Test
  void refusesDataThatEndsEarly() {
    assertRefused(
        Arrays.copyOf(GOOD, GOOD.length - 1),
        "expected 8 bytes of data for float32 [1, 2] but found 7");
  }

  @Test
  void refusesDataThatGoesOn() {
    assertRefused(
        Arrays.copyOf(GOOD, GOOD.length + 3),
        "expected 8 bytes of data for float32 [1, 2] but found 11");
  }

  @Test
  void refusesPetabytesWithoutReservingThem() {
    assertRefused(
        file(header("<f8", false, "(1000000, 1000000, 1000)"), new byte[8]),
        "expected 8000000000000000 bytes of data for float64 [1000000, 1000000, 1000] but found 8");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "(-1, 2)", "(4294967296, 4294967296)", "(0, 9223372036854775807)", "(1.5, 2)", "(2)",
        "(,)", "(1,,2)", "(99999999999999999999,)", "3", "(a, b)"
      })
  void refusesAShapeThatCannotBe(String shape) {
    Path path = NpyBytes.write(folder, file(header("<f4", false, shape), new byte[8]));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyFile.read(path))
        .withMessageStartingWith(path + ": shape: expected a tuple of up to 64 sizes")
        .withMessageNotContaining("\n");
  }

  @Test
  void refusesMoreAxesThanNumPyHas() {
    String shape = "(" + "1, ".repeat(65) + ")";

    assertRefused(
        file(header("|u1", false, shape), bytes(1)),
        "shape: expected a tuple of up to 64 sizes, none negative, with fewer than 2^63 bytes"
            + " together, but found '(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ...'");
  }

  @Test
  void refusesObjects() {
    assertRefused(
        file(header("|O", false, "(2,)"), new byte[8]),
        "descr: expected a numeric type such as '<f4' but found Python objects");
  }

  @Test
  void refusesStructures() {
    assertRefused(
        file("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,)}", new byte[8]),
        "descr: expected a numeric type such as '<f4' but found a structured one");
  }

  @ParameterizedTest(name = "descr {0}")
  @ValueSource(strings = {"<f3", "<c8", "<U3", "|S4", "<M8", "f4", "", "|f4", "!f4", "<i3"})
  void refusesOtherElementTypes(String descr) {
    assertRefused(
        file(header(descr, false, "(2,)"), new byte[8]),
        "descr: expected float16, float32, float64, an integer or bool, such as '<f4', but found '"
            + descr
            + "'");
  }

  @ParameterizedTest(name = "descr {0}")
  @ValueSource(strings = {"<f4", "<U", "<U0", "|S-1", "U3", "<U999999999", "|T16", "", "<M8"})
  void refusesOtherElementTypesThanStrings(String descr) {
    assertRefusedAsStrings(
        file(header(descr, false, "(2,)"), new byte[8]),
        "descr: expected strings, such as '<U5' or '|S5', but found '" + descr + "'");
  }

  @Test
  void refusesObjectsAsStrings() {
    assertRefusedAsStrings(
        file(header("|O", false, "(2,)"), new byte[8]),
        "descr: expected strings, such as '<U5' or '|S5', but found Python objects");
  }

  @Test
  void refusesStringsThatEndEarly() {
    assertRefusedAsStrings(
        file(header("<U3", false, "(2, 1)"), new byte[23]),
        "expected 24 bytes of data for strings [2, 1] but found 23");
  }

  @Test
  void refusesWhatIsNoUnicodeCharacter() {
    assertRefusedAsStrings(
        file(header("<U1", false, "(2,)"), bytes('a', 0, 0, 0, 0, 0xd8, 0, 0)),
        "expected Unicode characters but found 0xd800");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "''                               | expected '{' at character 0 but found '''",
        "{'descr': '<f4'                  | expected ',' at character 15 but found the end",
        "{'descr' '<f4'}                  | expected ':' at character 9 but found '''",
        "{'descr': '<f4'} x               | expected nothing after the dictionary at character 17"
            + " but found 'x'",
        "{descr: '<f4'}                   | expected a quoted name at character 1 but found 'd'",
        "{'descr': '<f4}                  | expected a quoted name at character 10 but found '''",
        "{'descr': '<f4', 'descr': '<f4'} | expected descr, fortran_order and shape once each but"
            + " found 'descr'",
        "{'color': 'red'}                 | expected descr, fortran_order and shape once each but"
            + " found 'color'",
        "{'descr': '<f4', 'fortran_order': False} | expected 'shape' but it is missing",
        "{'shape': (2                     | expected ')' at character 12 but found the end"
      })
  void refusesABrokenHeader(String header, String message) {
    assertRefused(file(header, new byte[8]), "header: " + message);
  }

  @Test
  void refusesAnOrderThatIsNoPythonBoolean() {
    assertRefused(
        file("{'descr': '<f4', 'fortran_order': true, 'shape': (2,)}", new byte[8]),
        "fortran_order: expected True or False but found 'true'");
  }

  @Test
  void keepsControlCharactersOutOfTheMessage() {
    assertRefused(
        file("{'descr': '<f\n\u0007', 'fortran_order': False, 'shape': (2,)}", new byte[8]),
        "descr: expected float16, float32, float64, an integer or bool, such as '<f4', but found '<f??'");
  }

  @Test
  void refusesAFolder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyFile.read(folder))
        .withMessage(folder + ": expected a .npy file but it is a folder");
  }

  @Test
  void reportsAMissingFile() {
    Path path = folder.resolve("none.npy");

    assertThatThrownBy(() -> NpyFile.read(path))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(NoSuchFileException.class)
        .hasMessage(path + ": expected a file but there is none");
  }
}
