package org.stnjava.data.volume;

import com.google.common.base.Ascii;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reader of NIfTI-1 files, {@code .nii} or {@code .nii.gz}, with one volume.
 *
 * <p>Integers of 8, 16 and 32 bits, with and without sign, and floating-point numbers of 32 and 64
 * bits, in either byte order; slope and intercept are applied. Axes stay as they are stored: x
 * becomes the width, y the height, z the depth; what they mean in the patient is not read.
 */
public final class NiftiFile {

  private static final int HEADER = 348;
  private static final int DIMENSIONS = 40;
  private static final int TYPE = 70;
  private static final int OFFSET = 108;
  private static final int SLOPE = 112;
  private static final int INTERCEPT = 116;
  private static final int MAGIC = 344;
  private static final int MOST_DIMENSIONS = 7;

  private NiftiFile() {}

  /** The types of voxels, by their numbers in the header. */
  private enum VoxelType {
    UINT8(2, 1) {
      @Override
      double next(ByteBuffer voxels) {
        return Byte.toUnsignedInt(voxels.get());
      }
    },
    INT16(4, 2) {
      @Override
      double next(ByteBuffer voxels) {
        return voxels.getShort();
      }
    },
    INT32(8, 4) {
      @Override
      double next(ByteBuffer voxels) {
        return voxels.getInt();
      }
    },
    FLOAT32(16, 4) {
      @Override
      double next(ByteBuffer voxels) {
        return voxels.getFloat();
      }
    },
    FLOAT64(64, 8) {
      @Override
      double next(ByteBuffer voxels) {
        return voxels.getDouble();
      }
    },
    INT8(256, 1) {
      @Override
      double next(ByteBuffer voxels) {
        return voxels.get();
      }
    },
    UINT16(512, 2) {
      @Override
      double next(ByteBuffer voxels) {
        return Short.toUnsignedInt(voxels.getShort());
      }
    },
    UINT32(768, 4) {
      @Override
      double next(ByteBuffer voxels) {
        return Integer.toUnsignedLong(voxels.getInt());
      }
    };

    private final int code;
    private final int width;

    VoxelType(int code, int width) {
      this.code = code;
      this.width = width;
    }

    abstract double next(ByteBuffer voxels);

    static VoxelType of(int code) {
      return Arrays.stream(values())
          .filter(type -> type.code == code)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "expected voxels of one of %s but got NIfTI's type %d"
                          .formatted(Arrays.toString(values()), code)));
    }
  }

  /**
   * Whether a file's name is that of a NIfTI file.
   *
   * @param file any path
   * @return whether it ends in {@code .nii} or {@code .nii.gz}
   */
  public static boolean isOne(Path file) {
    String name = Ascii.toLowerCase(file.getFileName().toString());
    return name.endsWith(".nii") || name.endsWith(".nii.gz");
  }

  /**
   * Reads a file.
   *
   * @param file a NIfTI file
   * @return its volume
   * @throws IllegalArgumentException if it is none, or damaged; names the file
   * @throws UncheckedIOException if it is missing or cannot be read; names the file
   */
  public static Volume read(Path file) {
    try {
      return decode(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(file + ": expected a file but there is none", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  /**
   * Decodes the bytes of a file.
   *
   * @param file the bytes of a NIfTI file, compressed or not
   * @return its volume
   * @throws IllegalArgumentException if it is none, or damaged
   */
  public static Volume decode(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(plain(file));
    if (bytes.limit() < HEADER) {
      throw new IllegalArgumentException(
          "expected a NIfTI file, which has a header of %d bytes, but got %d bytes"
              .formatted(HEADER, bytes.limit()));
    }
    if (bytes.getInt(0) != HEADER) {
      bytes.order(ByteOrder.LITTLE_ENDIAN);
    }
    if (bytes.getInt(0) != HEADER || bytes.get(MAGIC) != 'n' || bytes.get(MAGIC + 1) != '+') {
      throw new IllegalArgumentException(
          "expected a NIfTI-1 file with its voxels but it does not start as one");
    }
    int[] sides = sides(bytes);
    VoxelType type = VoxelType.of(bytes.getShort(TYPE));
    return new Volume(sides[2], sides[1], sides[0], values(bytes, type, count(sides)));
  }

  private static byte[] plain(byte[] file) {
    boolean isCompressed = file.length > 1 && file[0] == 0x1f && file[1] == (byte) 0x8b;
    if (!isCompressed) {
      return file;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "expected a whole compressed file but decompressing failed: " + e.getMessage(), e);
    }
  }

  /** Width, height and depth; further axes may have the length 1. */
  private static int[] sides(ByteBuffer bytes) {
    int axes = bytes.getShort(DIMENSIONS);
    int[] sides = {1, 1, 1};
    for (int i = 0; i < Math.max(0, Math.min(axes, MOST_DIMENSIONS)); i++) {
      int side = bytes.getShort(DIMENSIONS + 2 * (i + 1));
      if (side < 1 || (i >= sides.length && side != 1)) {
        throw new IllegalArgumentException(
            "expected one volume but axis %d is %d".formatted(i + 1, side));
      }
      if (i < sides.length) {
        sides[i] = side;
      }
    }
    return sides;
  }

  private static int count(int... sides) {
    long count = (long) sides[0] * sides[1] * sides[2];
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("expected less than 2^31 voxels but got " + count);
    }
    return (int) count;
  }

  private static float[] values(ByteBuffer bytes, VoxelType type, int count) {
    float offset = bytes.getFloat(OFFSET);
    float slope = bytes.getFloat(SLOPE);
    float intercept = bytes.getFloat(INTERCEPT);
    boolean isScaled = slope != 0 && Float.isFinite(slope) && Float.isFinite(intercept);
    long found = (long) (bytes.limit() - offset);
    if (!(offset >= HEADER) || found < (long) count * type.width) {
      throw new IllegalArgumentException(
          "expected %d bytes of voxels but found %d"
              .formatted((long) count * type.width, Math.max(0, found)));
    }
    ByteBuffer voxels = bytes.position((int) offset);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double value = type.next(voxels);
      values[i] = (float) (isScaled ? slope * value + intercept : value);
    }
    return values;
  }
}
