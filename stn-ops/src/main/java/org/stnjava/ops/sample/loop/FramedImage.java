package org.stnjava.ops.sample.loop;

import java.lang.ref.SoftReference;
import java.util.Arrays;

/**
 * An image in an array, with a frame of what is read outside: so no point needs to be compared with
 * the image's edges, and a padding is nothing but another frame.
 *
 * <p>The frame is twice the kernel's radius wide on each side: as far as points read within the
 * kernel's reach, those that rounding moves to its end, and those moved out of it.
 */
final class FramedImage {

  /** Each thread's last array, for its next call: filling new memory takes as long as a copy. */
  private static final ThreadLocal<SoftReference<float[]>> SPARE =
      ThreadLocal.withInitial(() -> new SoftReference<>(null));

  /** Elements that are copied at a time, unless a row has half as many. */
  private static final int BLOCK = 1 << 13;

  /** The pixels, the frame's among them: channels fastest, then x, y, z. May be longer. */
  final float[] values;

  /** Elements from one pixel of each axis to the next, x first. */
  final int[] stride;

  /** The element at which the first tap of a point at pixel 0 begins. */
  final int firstPixel;

  /** Elements from a point's first row of pixels to each of its rows. */
  final int[] rowOffset;

  /** The elements of a row of pixels that a point reads, and some more to fill vectors. */
  final int rowWidth;

  private final SamplingCall call;
  private final AxisTaps[] axes;
  private final int before;
  private final float[] block;

  /** The pixels of the frame along each axis, and the pixels of the image that they repeat. */
  private final int[][] outside;

  private final int[][] repeated;
  private boolean isConstant;

  FramedImage(SamplingCall call) {
    int dimensions = call.dimensions();
    int taps = call.kernel.taps;
    this.call = call;
    this.axes = taps(Loops.STEP, call);
    this.before = 2 * call.kernel.radius;
    this.stride = new int[dimensions + 1];
    stride[0] = call.channels;
    int first = 0;
    for (int axis = 0; axis < dimensions; axis++) {
      first = Math.addExact(first, (before - call.kernel.radius + 1) * stride[axis]);
      stride[axis + 1] = Math.multiplyExact(stride[axis], call.imageSizes[axis] + 2 * before);
    }
    this.firstPixel = first;
    this.outside = new int[dimensions][2 * before];
    this.repeated = new int[dimensions][2 * before];
    for (int axis = 0; axis < dimensions; axis++) {
      for (int i = 0; i < outside[axis].length; i++) {
        outside[axis][i] = i < before ? i - before : call.imageSizes[axis] + i - before;
        repeated[axis][i] = call.padding.pixel(axes[axis], outside[axis][i]);
      }
    }
    this.rowWidth = (taps * call.channels + Loops.SUMS - 1) / Loops.SUMS * Loops.SUMS;
    this.values = take(Math.addExact(stride[dimensions], rowWidth));
    this.block = new float[Math.min(BLOCK, call.imageElements)];
    this.rowOffset = new int[dimensions > 2 ? taps * taps : taps];
    for (int row = 0; row < rowOffset.length; row++) {
      rowOffset[row] = row % taps * stride[1] + (dimensions > 2 ? row / taps * stride[2] : 0);
    }
  }

  /** An array of at least that length; its contents do not matter. */
  private static float[] take(int length) {
    float[] spare = SPARE.get().get();
    SPARE.remove();
    return spare != null && spare.length >= length ? spare : new float[length];
  }

  /** Gives the array back. This image must not be used afterwards. */
  void release() {
    SPARE.set(new SoftReference<>(values));
  }

  /** Taps along each axis of the image. */
  AxisTaps[] taps(int points) {
    return taps(points, call);
  }

  private static AxisTaps[] taps(int points, SamplingCall call) {
    return Arrays.stream(call.imageSizes)
        .mapToObj(size -> new AxisTaps(call.kernel, call.padding, call.coordinates, points, size))
        .toArray(AxisTaps[]::new);
  }

  /**
   * Copies an image and makes its frame.
   *
   * @param image its index
   * @param constant what is read outside, a value for each channel, where the padding is one
   * @param marked whether the constant is NaN beside a pixel that is not finite: the graph reads
   *     that pixel with the weight 0
   */
  void load(int image, float[] constant, boolean marked) {
    forRows(image, false);
    if (call.padding != LoopPadding.CONSTANT) {
      forFrame(false, (to, from, count) -> System.arraycopy(values, from, values, to, count));
      return;
    }
    boolean marks = marked && !hasFiniteEdges();
    if (marks || !isConstant) {
      forFrame(false, (to, from, count) -> setConstant(constant, marks, to, from, count));
      isConstant = !marks;
    }
  }

  private void setConstant(float[] constant, boolean marks, int to, int from, int count) {
    for (int i = 0; i < count; i += constant.length) {
      for (int channel = 0; channel < constant.length; channel++) {
        float mark = marks ? 0 * values[from + i + channel] : 0;
        values[to + i + channel] = constant[channel] + mark;
      }
    }
  }

  private boolean hasFiniteEdges() {
    for (int axis = 0; axis < axes.length; axis++) {
      int length = stride[axis];
      int last = (axes[axis].size - 1) * length;
      for (int slice = 0; slice < slices(axis); slice++) {
        int start = outer(axis, slice) + before * length;
        if (!isFinite(start, length) || !isFinite(start + last, length)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether all of some elements are; in four sums, as each addition waits for the one before. */
  private boolean isFinite(int from, int count) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int i = from;
    for (; i <= from + count - 4; i += 4) {
      first += 0 * values[i];
      second += 0 * values[i + 1];
      third += 0 * values[i + 2];
      fourth += 0 * values[i + 3];
    }
    for (; i < from + count; i++) {
      first += 0 * values[i];
    }
    return first + second + third + fourth == 0;
  }

  /** Sets all pixels to 0, to add gradients to them. */
  void clear() {
    Arrays.fill(values, 0, stride[axes.length] + rowWidth, 0);
  }

  /** Adds the frame to the pixels that it repeats, and writes the image's gradient. */
  void writeGradient(int image) {
    if (call.padding != LoopPadding.CONSTANT) {
      forFrame(true, this::add);
    }
    forRows(image, true);
  }

  private void add(int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      values[to + i] += values[from + i];
    }
  }

  /**
   * Copies the rows of the image, not those of the frame. Short ones are collected, because a copy
   * from or to TensorFlow's memory takes longer than that of a row.
   *
   * @param back to the image's gradient, not from the image
   */
  private void forRows(int image, boolean back) {
    int length = axes[0].size * stride[0];
    int perBlock = Math.max(1, block.length / Math.max(1, length));
    boolean single = perBlock == 1;
    int rows = slices(0);
    for (int first = 0; first < rows; first += perBlock) {
      int count = Math.min(perBlock, rows - first);
      float[] array = single ? values : block;
      int start = single ? at(first) : 0;
      if (!back) {
        call.readImage(image, first * length, array, start, count * length);
      }
      for (int row = 0; row < count && !single; row++) {
        if (back) {
          System.arraycopy(values, at(first + row), block, row * length, length);
        } else {
          System.arraycopy(block, row * length, values, at(first + row), length);
        }
      }
      if (back) {
        call.writeImage(image, first * length, array, start, count * length);
      }
    }
  }

  /** Where a row of the image begins. */
  private int at(int row) {
    return outer(0, row) + before * stride[0];
  }

  /** Visits parts of the frame, each with the part that it repeats. */
  interface Part {
    void visit(int frame, int source, int count);
  }

  /**
   * Visits the frame axis by axis, so that corners repeat what the frame of a faster axis repeats.
   *
   * @param reverse whether to begin with the slowest axis
   */
  private void forFrame(boolean reverse, Part part) {
    for (int turn = 0; turn < axes.length; turn++) {
      int axis = reverse ? axes.length - 1 - turn : turn;
      for (int slice = 0; slice < slices(axis); slice++) {
        int start = outer(axis, slice) + before * stride[axis];
        for (int i = 0; i < outside[axis].length; i++) {
          int frame = start + outside[axis][i] * stride[axis];
          part.visit(frame, start + repeated[axis][i] * stride[axis], stride[axis]);
        }
      }
    }
  }

  /** The number of slices of the image that have one index of all axes slower than one. */
  private int slices(int axis) {
    int slices = 1;
    for (int slower = axis + 1; slower < axes.length; slower++) {
      slices *= axes[slower].size;
    }
    return slices;
  }

  /** Where a slice of the image begins that has one index of all axes slower than one. */
  private int outer(int axis, int slice) {
    int start = 0;
    int rest = slice;
    for (int slower = axis + 1; slower < axes.length; slower++) {
      start += (rest % axes[slower].size + before) * stride[slower];
      rest /= axes[slower].size;
    }
    return start;
  }
}
