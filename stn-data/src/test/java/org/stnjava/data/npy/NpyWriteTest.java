package org.stnjava.data.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NpyWriteTest {
  @TempDir Path folder;

  private Path path = Path.of("");

  @BeforeEach
  void choosePath() {
    path = folder.resolve("v.npy");
  }

  @Test
  void writesTheBytesThatNumPyWrites() throws IOException {
    Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "little endian");

    NpyFile.write(path, NpyArray.of(new float[] {1.5f, -2, 3, 4, 5, 6.25f}, 3, 2));

    String expected =
        "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }"
            + " ".repeat(58)
            + "\n\u0000\u0000\u00c0?\u0000\u0000\u0000\u00c0\u0000\u0000@@"
            + "\u0000\u0000\u0080@\u0000\u0000\u00a0@\u0000\u0000\u00c8@";
    assertThat(Files.readAllBytes(path)).isEqualTo(expected.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Stream<NpyArray> arrays() {
    return Stream.of(
        NpyArray.of(new double[] {2.5}),
        NpyArray.of(new float[] {0.1f}, 1),
        NpyArray.of(new double[] {1.0, -0.0, 3, Double.MIN_VALUE, 5, 1e300}, 2, 1, 3),
        NpyArray.of(new int[] {1, -2, Integer.MAX_VALUE, Integer.MIN_VALUE}, 2, 2),
        NpyArray.of(new long[] {1L, Long.MAX_VALUE, Long.MIN_VALUE}, 3),
        NpyArray.of(new float[0], 0, 4),
        NpyArray.ofBytes(new byte[] {1, 0}, NpyType.BOOL, 1, 2),
        NpyArray.ofBytes(new byte[] {-1, 127}, NpyType.INT8, 2),
        NpyArray.ofBytes(new byte[] {-1, 127}, NpyType.UINT8, 1, 1, 1, 1, 1, 1, 1, 2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("arrays")
  void readsBackWhatItWrote(NpyArray array) {
    NpyFile.write(path, array);

    NpyArray read = NpyFile.read(path);
    assertThat(read.type()).isEqualTo(array.type());
    assertThat(read.shape()).isEqualTo(array.shape());
    assertThat(read.bytes()).isEqualTo(array.bytes());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("arrays")
  void alignsTheDataTo64Bytes(NpyArray array) throws IOException {
    NpyFile.write(path, array);

    long header = Files.size(path) - (long) array.size() * array.type().width();
    assertThat(header % 64).isZero();
    assertThat(Files.readAllBytes(path)[(int) header - 1]).isEqualTo((byte) '\n');
  }

  @Test
  void writesMoreThanAChunk() {
    int[] values = new int[700_001];
    Arrays.setAll(values, i -> i);

    NpyFile.write(path, NpyArray.of(values, 1, 700_001));

    assertThat(NpyFile.read(path).bytes().asIntBuffer()).isEqualTo(IntBuffer.wrap(values));
  }

  @Test
  void replacesAnExistingFile() throws IOException {
    Files.writeString(path, "a".repeat(10_000));

    NpyFile.write(path, NpyArray.of(new float[] {1f, 2f}, 2));

    assertThat(NpyFile.read(path).floats()).containsExactly(1, 2);
    assertThat(folder).isDirectoryContaining(file -> file.equals(path));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void refusesAMissingFolder() {
    Path missing = folder.resolve("none").resolve("v.npy");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyFile.write(missing, NpyArray.of(new float[] {1f}, 1)))
        .withMessage(
            missing + ": expected an existing folder but there is none at " + missing.getParent());
  }

  @Test
  void refusesAFolder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyFile.write(folder, NpyArray.of(new float[] {1f}, 1)))
        .withMessage(folder + ": expected a file but it is a folder");
  }
}
