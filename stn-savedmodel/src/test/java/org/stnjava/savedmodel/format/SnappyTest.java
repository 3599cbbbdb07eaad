package org.stnjava.savedmodel.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SnappyTest {

  private static String unpack(int... bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int value : bytes) {
      out.write(value);
    }
    return new String(Snappy.unpack(ByteBuffer.wrap(out.toByteArray())), StandardCharsets.US_ASCII);
  }

  @Test
  void unpacksALiteral() {
    assertThat(unpack(3, 2 << 2, 'a', 'b', 'c')).isEqualTo("abc");
  }

  @Test
  void unpacksALiteralWhoseLengthHasItsOwnByte() {
    assertThat(unpack(2, 60 << 2, 1, 'a', 'b')).isEqualTo("ab");
  }

  @Test
  void unpacksCopiesOfEveryKind() {
    assertThat(unpack(7, 2 << 2, 'a', 'b', 'c', 1, 3)).isEqualTo("abcabca");
    assertThat(unpack(5, 2 << 2, 'a', 'b', 'c', (1 << 2) | 2, 2, 0)).isEqualTo("abcbc");
    assertThat(unpack(5, 2 << 2, 'a', 'b', 'c', (1 << 2) | 3, 2, 0, 0, 0)).isEqualTo("abcbc");
  }

  @Test
  void repeatsACopyThatReachesIntoItself() {
    assertThat(unpack(6, 0, 'a', (4 << 2) | 2, 1, 0)).isEqualTo("aaaaaa");
  }

  @Test
  void refusesABlockThatIsCutOff() {
    assertThatThrownBy(() -> unpack(5, 2 << 2, 'a', 'b', 'c'))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 bytes are missing");
  }
}
