package org.stnjava.data.npy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stnjava.data.npy.NpyBytes.bytes;
import static org.stnjava.data.npy.NpyBytes.file;
import static org.stnjava.data.npy.NpyBytes.header;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyStringsTest {

  @TempDir Path folder;

  private NpyStrings read(String descr, boolean fortranOrder, String shape, byte[] data) {
    return NpyFile.readStrings(
        NpyBytes.write(folder, file(header(descr, fortranOrder, shape), data)));
  }

  private static List<String> texts(NpyStrings strings) {
    return strings.values().stream().map(value -> new String(value, UTF_8)).toList();
  }

  /** Characters of four bytes each, {@code width} of them for each text. */
  private static byte[] characters(ByteOrder order, int width, String... texts) {
    ByteBuffer data = ByteBuffer.allocate(4 * width * texts.length).order(order);
    for (int i = 0; i < texts.length; i++) {
      data.position(4 * width * i);
      texts[i].codePoints().forEach(data::putInt);
    }
    return data.array();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"<U3", ">U3"})
  void readsCharactersInEitherByteOrder(String descr) {
    ByteOrder order = descr.startsWith("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;

    NpyStrings strings =
        read(descr, false, "(2, 2)", characters(order, 3, "a", "ö\ud83d\ude00z", "", "abc"));

    assertThat(strings.shape()).containsExactly(2, 2);
    assertThat(texts(strings)).containsExactly("a", "ö\ud83d\ude00z", "", "abc");
  }

  @Test
  void readsBytesAsTheyAreWithoutTheZerosAtTheirEnd() {
    NpyStrings strings = read("|S3", false, "(3,)", bytes('a', 0, 'b', 255, 0, 0, 0, 0, 0));

    assertThat(strings.values()).containsExactly(bytes('a', 0, 'b'), bytes(255), bytes());
  }

  @Test
  void readsFortranOrder() {
    NpyStrings strings = read("|S1", true, "(2, 3)", bytes('a', 'd', 'b', 'e', 'c', 'f'));

    assertThat(texts(strings)).containsExactly("a", "b", "c", "d", "e", "f");
  }

  @Test
  void readsASingleString() {
    NpyStrings strings = read("|S2", false, "()", bytes('h', 'i'));

    assertThat(strings.shape()).isEmpty();
    assertThat(texts(strings)).containsExactly("hi");
  }

  @Test
  void readsNoElements() {
    NpyStrings strings = read("<U4", false, "(0, 3)", bytes());

    assertThat(strings.shape()).containsExactly(0, 3);
    assertThat(strings.values()).isEmpty();
  }
}
