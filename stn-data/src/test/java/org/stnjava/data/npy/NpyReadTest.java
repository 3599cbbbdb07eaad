package org.stnjava.data.npy;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stnjava.data.npy.NpyBytes.bytes;
import static org.stnjava.data.npy.NpyBytes.file;
import static org.stnjava.data.npy.NpyBytes.header;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyReadTest {
  @TempDir Path folder;

  private NpyArray read(byte[] content) {
    return NpyFile.read(NpyBytes.write(folder, content));
  }

  @Test
  void readsTheBytesThatNumPyWrites() {
    String text =
        "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }"
            + " ".repeat(58)
            + "\n\u0000\u0000\u00c0?\u0000\u0000\u0000\u00c0\u0000\u0000@@"
            + "\u0000\u0000\u0080@\u0000\u0000\u00a0@\u0000\u0000\u00c8@";

    NpyArray array = read(text.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(array.type()).isEqualTo(NpyType.FLOAT32);
    assertThat(array.shape()).containsExactly(3, 2);
    assertThat(array.floats()).containsExactly(1.5f, -2, 3, 4, 5, 6.25f);
    assertThat(array).hasToString("float32 [3, 2]");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "<i2, 100, -32768",
    ">i2, 100, -32768",
    "<u2, 100, 32768",
    ">u2, 100, 32768",
    "<i4, 100, -2147483648",
    ">i4, 100, -2147483648",
    "<u4, 100, 2147483648",
    ">u4, 100, 2147483648",
    "<i8, 100, -9223372036854775808",
    ">i8, 100, -9223372036854775808",
    "|i1, 100, -128",
    "|u1, 100, 128",
    "=u1, 100, 128"
  })
  void readsIntegersOfEveryWidthAndByteOrder(String descr, long first, long second) {
    int width = descr.charAt(2) - '0';
    ByteOrder order = descr.charAt(0) == '>' ? BIG_ENDIAN : LITTLE_ENDIAN;
    ByteBuffer data = ByteBuffer.allocate(16).order(order);
    for (long value : new long[] {first, second}) {
      switch (width) {
        case 1 -> data.put((byte) value);
        case 2 -> data.putShort((short) value);
        case 4 -> data.putInt((int) value);
        default -> data.putLong(value);
      }
    }
    byte[] bytes = new byte[2 * width];
    data.flip().get(bytes);

    NpyArray array = read(file(header(descr, false, "(2,)"), bytes));

    assertThat(array.longs()).containsExactly(first, second);
    assertThat(array.doubles()).containsExactly((double) first, (double) second);
    assertThat(array.floats()).containsExactly((float) first, (float) second);
  }

  @Test
  void readsUnsignedLongsAsTheNearestDouble() {
    byte[] data = bytes(0, 8, 0, 0, 0, 0, 0, 128, 255, 255, 255, 255, 255, 255, 255, 255);

    NpyArray array = read(file(header("<u8", false, "(2,)"), data));

    assertThat(array.doubles()).containsExactly(0x1p63 + 2048, 0x1p64);
    assertThat(array.floats()).containsExactly(0x1p63f, 0x1p64f);
  }

  @Test
  void readsBigEndianFloats() {
    byte[] data = ByteBuffer.allocate(16).putDouble(0.1).putDouble(-1e300).array();

    NpyArray array = read(file(header(">f8", false, "(1, 2)"), data));

    assertThat(array.doubles()).containsExactly(0.1, -1e300);
    assertThat(array.floats()).containsExactly(0.1f, Float.NEGATIVE_INFINITY);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "0x0000, 0",
    "0x8000, -0.0",
    "0x3c00, 1",
    "0xc100, -2.5",
    "0x2e66, 0.0999755859375",
    "0x7bff, 65504",
    "0x0400, 0.00006103515625",
    "0x03ff, 0.00006097555160522461",
    "0x8001, -0.000000059604644775390625",
    "0x7c00, Infinity",
    "0xfc00, -Infinity",
    "0x7e01, NaN"
  })
  void readsHalfPrecisionInEitherByteOrder(String bits, float value) {
    int half = Integer.decode(bits);
    byte[] big = bytes(half >> 8, half & 255);
    byte[] little = bytes(half & 255, half >> 8);

    for (NpyArray array :
        List.of(
            read(file(header(">f2", false, "(1,)"), big)),
            read(file(header("<f2", false, "(1,)"), little)))) {
      assertThat(array).hasToString("float16 [1]");
      assertThat(array.floats()).containsExactly(value);
      assertThat(array.doubles()).containsExactly((double) value);
    }
  }

  @Test
  void readsBooleansAsZeroAndOne() {
    NpyArray array = read(file(header("|b1", false, "(3,)"), bytes(1, 0, 255)));

    assertThat(array.type()).isEqualTo(NpyType.BOOL);
    assertThat(array.longs()).containsExactly(1, 0, 1);
  }

  @Test
  void turnsFortranOrderIntoRowMajorOrder() {
    byte[] columns = new byte[2 * 3 * 4 * 2];
    ByteBuffer data = ByteBuffer.wrap(columns).order(LITTLE_ENDIAN);
    for (int c = 0; c < 4; c++) {
      for (int b = 0; b < 3; b++) {
        data.putShort((short) (b * 4 + c)).putShort((short) (12 + b * 4 + c));
      }
    }

    NpyArray array = read(file(header("<u2", true, "(2, 3, 4)"), columns));

    long[] expected = new long[24];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i;
    }
    assertThat(array.longs()).containsExactly(expected);
  }

  @Test
  void readsAVectorInFortranOrderAsItIs() {
    assertThat(read(file(header("|u1", true, "(3,)"), bytes(5, 6, 7))).longs())
        .containsExactly(5, 6, 7);
  }

  @ParameterizedTest(name = "version {0}.0")
  @ValueSource(ints = {1, 2, 3})
  void readsEveryVersion(int major) {
    NpyArray array = read(file(major, header("|u1", false, "(1, 2)"), bytes(7, 9)));

    assertThat(array.longs()).containsExactly(7, 9);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{'shape':(1,2),'fortran_order':False,'descr':'|u1'}",
        "{\"descr\": \"|u1\", \"fortran_order\": False, \"shape\": (1L, 2L)}   \n",
        " { 'fortran_order' : False , 'descr' : '|u1' , 'shape' : ( 1 , 2 , ) , } "
      })
  void readsAnySpellingOfTheHeader(String header) {
    assertThat(read(file(header, bytes(7, 9))).shape()).containsExactly(1, 2);
  }

  @Test
  void readsASingleNumber() {
    NpyArray array = read(file(header("|u1", false, "()"), bytes(42)));

    assertThat(array.shape()).isEmpty();
    assertThat(array.longs()).containsExactly(42);
  }

  @Test
  void readsAnArrayOfNoElements() {
    NpyArray array = read(file(header("<f4", true, "(0, 3)"), bytes()));

    assertThat(array.shape()).containsExactly(0, 3);
    assertThat(array.floats()).isEmpty();
  }
}
