package org.stnjava.data.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stnjava.data.set.ImageFolder;
import org.stnjava.data.set.ImageOptions;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

class NiftiFileTest {

  private static final int START = 352;

  @TempDir Path folder;

  /** A file of 3 x 2 x 1 or more voxels, written by hand. */
  private static byte[] file(ByteOrder order, int type, byte[] voxels, int... sides) {
    byte[] bytes = new byte[START + voxels.length];
    ByteBuffer file = ByteBuffer.wrap(bytes).order(order);
    file.putInt(0, 348);
    file.putShort(40, (short) sides.length);
    for (int i = 0; i < sides.length; i++) {
      file.putShort(42 + 2 * i, (short) sides[i]);
    }
    file.putShort(70, (short) type);
    file.putFloat(108, START);
    file.put(344, new byte[] {'n', '+', '1', 0});
    file.put(START, voxels);
    return bytes;
  }

  private static byte[] bytes(int... sides) {
    byte[] voxels = new byte[Arrays.stream(sides).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = (byte) i;
    }
    return file(ByteOrder.LITTLE_ENDIAN, 2, voxels, sides);
  }

  @ParameterizedTest(name = "type {0}, {1}")
  @CsvSource({
    "2, 00 ff, 0, 255",
    "256, 01 ff, 1, -1",
    "4, 0100 feff, 1, -2",
    "512, 0100 feff, 1, 65534",
    "8, 01000000 feffffff, 1, -2",
    "768, 01000000 00000080, 1, 2147483648",
    "16, 0000803f 000020c0, 1, -2.5",
    "64, 000000000000f03f 00000000000004c0, 1, -2.5"
  })
  void readsEveryTypeInBothByteOrders(int type, String voxels, float first, float second) {
    byte[] little = HexFormat.of().parseHex(voxels.replace(" ", ""));
    byte[] big = little.clone();
    int width = little.length / 2;
    for (int i = 0; i < big.length; i++) {
      big[i] = little[i / width * width + width - 1 - i % width];
    }

    assertThat(NiftiFile.decode(file(ByteOrder.LITTLE_ENDIAN, type, little, 2, 1, 1)).values())
        .containsExactly(first, second);
    assertThat(NiftiFile.decode(file(ByteOrder.BIG_ENDIAN, type, big, 2, 1, 1)).values())
        .containsExactly(first, second);
  }

  @Test
  void takesXAsTheWidthAndZAsTheDepth() {
    Volume volume = NiftiFile.decode(bytes(4, 3, 2, 1));

    assertThat(volume.depth()).isEqualTo(2);
    assertThat(volume.height()).isEqualTo(3);
    assertThat(volume.width()).isEqualTo(4);
    assertThat(volume.values()[1 * 12 + 2 * 4 + 3]).isEqualTo(23);
  }

  @Test
  void appliesSlopeAndIntercept() {
    byte[] file = bytes(3, 1, 1);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(112, 0.5f).putFloat(116, -10);

    assertThat(NiftiFile.decode(file).values()).containsExactly(-10, -9.5f, -9);
  }

  @Test
  void readsCompressedFiles() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes(3, 2, 1));
    }
    Path file = Files.write(folder.resolve("a.nii.gz"), out.toByteArray());

    assertThat(NiftiFile.read(file).values()).containsExactly(0, 1, 2, 3, 4, 5);
    Files.write(file, Arrays.copyOf(out.toByteArray(), 40));
    assertThatThrownBy(() -> NiftiFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            file + ": expected a whole compressed file but decompressing failed: ");
  }

  @Test
  void scalesToBytesWithTheDepthLast() {
    Volume volume = new Volume(2, 1, 3, new float[] {-1, 0, 1, Float.NaN, -1, 3});

    assertThat(volume.bytes()).containsExactly(0, 0, 64, 0, 128, 255);
    assertThat(new Volume(1, 1, 2, new float[] {5, 5}).bytes()).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "6x8"})
  void standsInFoldersOfClasses(String size) throws IOException {
    for (String name : new String[] {"train/a/1.nii", "train/b/2.nii", "test/a/3.nii"}) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes(4, 3, 5));
    }
    ImageOptions options = ImageOptions.standard();

    LabeledImages train =
        ImageFolder.open(folder, size.equals("native") ? options : options.withSize(6, 8))
            .dataset()
            .train();

    boolean isNative = size.equals("native");
    assertThat(train.spec()).isEqualTo(new ImageSpec(isNative ? 3 : 6, isNative ? 4 : 8, 5, 1, 2));
    assertThat(train.image(0)).startsWith(0);
    assertThat(train.image(1)).endsWith(255);
  }

  @Test
  void namesAVolumeOfAnotherDepth() throws IOException {
    for (String name : new String[] {"train/a/1.nii", "train/b/2.nii", "test/a/3.nii"}) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes(4, 3, name.contains("3") ? 6 : 5));
    }

    assertThatThrownBy(() -> ImageFolder.open(folder, ImageOptions.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s: expected pictures but 1 file can not be read: %s (expected a volume of depth 5 but got 6); to leave them out: --set skipBadFiles=true",
            folder, folder.resolve("test/a/3.nii"));
  }

  @Test
  void saysWhatIsWrong() {
    byte[] whole = bytes(4, 3, 2);
    byte[] pair = whole.clone();
    pair[345] = 'i';

    assertThatThrownBy(() -> NiftiFile.decode(Arrays.copyOf(whole, 300)))
        .hasMessage("expected a NIfTI file, which has a header of 348 bytes, but got 300 bytes");
    assertThatThrownBy(() -> NiftiFile.decode(new byte[400]))
        .hasMessage("expected a NIfTI-1 file with its voxels but it does not start as one");
    assertThatThrownBy(() -> NiftiFile.decode(pair))
        .hasMessage("expected a NIfTI-1 file with its voxels but it does not start as one");
    assertThatThrownBy(() -> NiftiFile.decode(Arrays.copyOf(whole, START + 20)))
        .hasMessage("expected 24 bytes of voxels but found 20");
    assertThatThrownBy(() -> NiftiFile.decode(bytes(2, 2, 2, 3)))
        .hasMessage("expected one volume but axis 4 is 3");
    assertThatThrownBy(() -> NiftiFile.decode(file(ByteOrder.BIG_ENDIAN, 32, new byte[8], 1)))
        .hasMessage(
            "expected voxels of one of [UINT8, INT16, INT32, FLOAT32, FLOAT64, INT8, UINT16,"
                + " UINT32] but got NIfTI's type 32");
    assertThatThrownBy(() -> NiftiFile.read(folder.resolve("none.nii")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(folder.resolve("none.nii") + ": expected a file but there is none");
  }
}
