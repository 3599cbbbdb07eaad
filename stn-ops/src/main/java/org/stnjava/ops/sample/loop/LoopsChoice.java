package org.stnjava.ops.sample.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;
import org.stnjava.ops.coordinate.PixelCoordinates;

/**
 * Chooses between vectors and single numbers.
 *
 * <p>Vectors are objects, and tens of times slower than single numbers, until Java's optimizing
 * compiler has compiled the loops; in a JVM without it they stay so. So a thread executes both in
 * turns on numbers of its own, and vectors are taken from when they are measured to be faster. The
 * change does not show: both give the same bits.
 */
final class LoopsChoice {

  private static final Logger LOG = System.getLogger(LoopsChoice.class.getName());

  private static final long SECOND = 1_000_000_000;

  /** By then a compiler that is not busy has compiled the loops. */
  private static final long EAGER_NANOSECONDS = 10 * SECOND;

  private static final long GIVE_UP_AFTER_NANOSECONDS = 120 * SECOND;
  private static final long SHORT_PAUSE_MILLISECONDS = 5;
  private static final long LONG_PAUSE_MILLISECONDS = 500;

  private static final int WINS = 3;

  private static volatile Loops fastest = new ScalarLoops();

  static {
    vectors().ifPresent(LoopsChoice::start);
  }

  private LoopsChoice() {}

  /** The faster form at this time. */
  static Loops fastest() {
    return fastest;
  }

  /** The form on vectors; empty where the JVM or the processor has none of 8 floats or more. */
  static Optional<Loops> vectors() {
    try {
      Class<?> loops = Class.forName("org.stnjava.ops.sample.loop.VectorLoops");
      return Optional.of((Loops) loops.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.log(
          Level.DEBUG,
          "samplers run without vector instructions ({0});"
              + " the JVM option --add-modules jdk.incubator.vector makes them faster",
          e);
      return Optional.empty();
    }
  }

  private static void start(Loops vectors) {
    Thread thread = new Thread(() -> compare(vectors), "stn-vectors");
    thread.setDaemon(true);
    thread.start();
  }

  private static void compare(Loops vectors) {
    Loops scalar = new ScalarLoops();
    Exercise exercise = new Exercise();
    long start = System.nanoTime();
    try {
      int wins = 0;
      for (long passed = 0;
          passed < GIVE_UP_AFTER_NANOSECONDS;
          passed = System.nanoTime() - start) {
        wins = exercise.time(vectors) < exercise.time(scalar) ? wins + 1 : 0;
        if (wins == WINS) {
          fastest = vectors;
          return;
        }
        Thread.sleep(
            passed < EAGER_NANOSECONDS ? SHORT_PAUSE_MILLISECONDS : LONG_PAUSE_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Executes all loops on some numbers. */
  private static final class Exercise {

    private static final int POINTS = 256;
    private static final int CHANNELS = 32;
    private static final int SIZE = 16;
    private static final int TIMES = 20;

    private final AxisTaps axis =
        new AxisTaps(
            LoopKernel.BILINEAR, LoopPadding.CONSTANT, PixelCoordinates.HALF_PIXEL, POINTS, SIZE);
    private final float[] pixels = new float[8 * POINTS];
    private final float[][] arrays = new float[4][POINTS];
    private final float[][] axes = new float[3][POINTS];
    private final float[][][] slopes = {arrays, arrays};
    private final float[] rows = new float[Loops.SUMS * POINTS];
    private final int[] base = new int[POINTS];
    private final int[] offsets = {0, CHANNELS, 2 * CHANNELS, 3 * CHANNELS};
    private final float[] weights = new float[offsets.length];
    private final float[] sums = new float[Loops.CORNERS * Loops.SUMS];

    long time(Loops loops) {
      long start = System.nanoTime();
      for (int i = 0; i < TIMES; i++) {
        execute(loops);
      }
      return System.nanoTime() - start;
    }

    private void execute(Loops loops) {
      float[] numbers = arrays[0];
      Arrays.fill(base, 0);
      loops.split(axis, false, base, 1, POINTS);
      loops.bilinear(pixels, 0, 1, SIZE, base, numbers, numbers, arrays[1], POINTS);
      loops.addBilinearSlopes(
          pixels, 0, 1, SIZE, base, numbers, numbers, numbers, arrays[1], arrays[2], POINTS);
      loops.read(pixels, 0, 1, offsets, base, arrays, arrays, new float[POINTS], POINTS);
      loops.addSlopes(
          pixels, 0, 1, offsets, base, arrays, arrays, arrays, slopes, numbers, axes, POINTS);
      loops.readRows(pixels, offsets, base, arrays, rows, Loops.SUMS, POINTS);
      loops.scatter(rows, Loops.SUMS, offsets, base, arrays, pixels, POINTS);
      loops.moments(numbers, axes, weights, 0, POINTS);
      for (int i = 0; i < POINTS / CHANNELS; i++) {
        loops.mix(pixels, 0, offsets, weights, pixels, 0, CHANNELS);
        loops.dots(pixels, 0, offsets, pixels, 0, CHANNELS, weights, sums);
        loops.spread(pixels, 0, offsets, weights, pixels, 0, CHANNELS);
      }
    }
  }
}
