package org.stnjava.ops.sample.loop;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Whole vectors at a time.
 *
 * <p>No method passes a vector to another: where the compiler does not inline such a method, the
 * vector becomes an object. For the same reason no method of a loop must itself be inlined: in a
 * large caller the compiler ends amid the vector operations. It never inlines methods of more than
 * 325 bytes, which these are, thanks to their assertions. JDK 17 compiles no conversion between
 * vectors of floats and integers, so these go by the bits of a float to which {@link
 * ScalarLoops#ROUND} is added.
 */
final class VectorLoops implements Loops {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  /** For sums over lanes, which have the same number on every machine. */
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

  private static final float ROUND = ScalarLoops.ROUND;
  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  VectorLoops() {
    if (LANES < EIGHT.length() || LANES > STEP) {
      throw new UnsupportedOperationException("vectors of " + LANES + " floats");
    }
  }

  @Override
  public void split(AxisTaps axis, boolean nearest, int[] base, int stride, int points) {
    assert points % LANES == 0 : "points: expected a multiple of " + LANES + " but got " + points;
    assert points <= base.length : "base: expected " + points + " elements but got " + base.length;
    float low = axis.hidesOutside ? -axis.radius : Float.NEGATIVE_INFINITY;
    float high = axis.hidesOutside ? axis.size - 1 + axis.radius : Float.POSITIVE_INFINITY;
    float step = nearest ? 0 : 1;
    float[] xs = axis.points;
    float[] fractions = axis.fraction;
    float tolerance = axis.tolerance;
    FloatVector away = FloatVector.broadcast(FLOATS, -axis.radius - 1);
    for (int i = 0; i < points; i += LANES) {
      FloatVector any = FloatVector.fromArray(FLOATS, xs, i);
      VectorMask<Float> near =
          any.compare(VectorOperators.GT, low).and(any.compare(VectorOperators.LT, high));
      FloatVector x = away.blend(any, near);
      FloatVector rounded = x.add(ROUND).sub(ROUND);
      VectorMask<Float> small = rounded.sub(x).abs().compare(VectorOperators.LE, tolerance);
      FloatVector snapped = x.blend(rounded, small);
      FloatVector whole =
          rounded.blend(rounded.sub(step), rounded.compare(VectorOperators.GT, snapped));
      IntVector.fromArray(INTS, base, i)
          .add(whole.add(ROUND).reinterpretAsInts().sub(ROUND_BITS).mul(stride))
          .intoArray(base, i);
      snapped.sub(whole).intoArray(fractions, i);
    }
  }

  @Override
  public void read(
      float[] u,
      int offset,
      int stride,
      int[] rowOffset,
      int[] base,
      float[][] weight,
      float[][] rowWeight,
      float[] v,
      int points) {
    assert points % LANES == 0 : "points: expected a multiple of " + LANES + " but got " + points;
    assert points <= v.length : "v: expected " + points + " elements but got " + v.length;
    assert points <= base.length : "base: expected " + points + " elements but got " + base.length;
    assert rowWeight.length == rowOffset.length
        : "rowWeight: expected " + rowOffset.length + " rows but got " + rowWeight.length;
    assert weight.length <= CORNERS : "weight: expected up to 4 taps but got " + weight.length;
    for (int i = 0; i < points; i += LANES) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int row = 0; row < rowOffset.length; row++) {
        int from = offset + rowOffset[row];
        FloatVector value =
            FloatVector.fromArray(FLOATS, weight[0], i)
                .mul(FloatVector.fromArray(FLOATS, u, from, base, i));
        for (int tap = 1; tap < weight.length; tap++) {
          value =
              value.add(
                  FloatVector.fromArray(FLOATS, weight[tap], i)
                      .mul(FloatVector.fromArray(FLOATS, u, from + tap * stride, base, i)));
        }
        sum = sum.add(FloatVector.fromArray(FLOATS, rowWeight[row], i).mul(value));
      }
      sum.intoArray(v, i);
    }
  }

  @Override
  public void addSlopes(
      float[] u,
      int offset,
      int stride,
      int[] rowOffset,
      int[] base,
      float[][] weight,
      float[][] slope,
      float[][] rowWeight,
      float[][][] rowSlope,
      float[] factor,
      float[][] sums,
      int points) {
    assert points % LANES == 0 : "points: expected a multiple of " + LANES + " but got " + points;
    assert rowWeight.length == rowOffset.length
        : "rowWeight: expected " + rowOffset.length + " rows but got " + rowWeight.length;
    boolean volume = sums.length > 2;
    float[] sumX = sums[0];
    float[] sumY = sums[1];
    float[] sumZ = sums[sums.length - 1];
    float[][] slopeY = rowSlope[0];
    float[][] slopeZ = rowSlope[rowSlope.length - 1];
    for (int i = 0; i < points; i += LANES) {
      FloatVector alongX = FloatVector.zero(FLOATS);
      FloatVector alongY = FloatVector.zero(FLOATS);
      FloatVector alongZ = FloatVector.zero(FLOATS);
      for (int row = 0; row < rowOffset.length; row++) {
        int from = offset + rowOffset[row];
        FloatVector pixel = FloatVector.fromArray(FLOATS, u, from, base, i);
        FloatVector value = FloatVector.fromArray(FLOATS, weight[0], i).mul(pixel);
        FloatVector change = FloatVector.fromArray(FLOATS, slope[0], i).mul(pixel);
        for (int tap = 1; tap < weight.length; tap++) {
          pixel = FloatVector.fromArray(FLOATS, u, from + tap * stride, base, i);
          value = value.add(FloatVector.fromArray(FLOATS, weight[tap], i).mul(pixel));
          change = change.add(FloatVector.fromArray(FLOATS, slope[tap], i).mul(pixel));
        }
        alongX = alongX.add(FloatVector.fromArray(FLOATS, rowWeight[row], i).mul(change));
        alongY = alongY.add(FloatVector.fromArray(FLOATS, slopeY[row], i).mul(value));
        alongZ = alongZ.add(FloatVector.fromArray(FLOATS, slopeZ[row], i).mul(value));
      }
      FloatVector scale = FloatVector.fromArray(FLOATS, factor, i);
      FloatVector.fromArray(FLOATS, sumX, i).add(scale.mul(alongX)).intoArray(sumX, i);
      FloatVector.fromArray(FLOATS, sumY, i).add(scale.mul(alongY)).intoArray(sumY, i);
      if (volume) {
        FloatVector.fromArray(FLOATS, sumZ, i).add(scale.mul(alongZ)).intoArray(sumZ, i);
      }
    }
  }

  @Override
  public void bilinear(
      float[] u,
      int offset,
      int stride,
      int row,
      int[] base,
      float[] x,
      float[] y,
      float[] v,
      int points) {
    assert points % LANES == 0 : "points: expected a multiple of " + LANES + " but got " + points;
    assert points <= base.length : "base: expected " + points + " elements but got " + base.length;
    assert points <= x.length : "x: expected " + points + " elements but got " + x.length;
    assert points <= y.length : "y: expected " + points + " elements but got " + y.length;
    assert points <= v.length : "v: expected " + points + " elements but got " + v.length;
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int i = 0; i < points; i += LANES) {
      FloatVector right = FloatVector.fromArray(FLOATS, x, i);
      FloatVector left = one.sub(right);
      FloatVector below = FloatVector.fromArray(FLOATS, y, i);
      FloatVector top =
          left.mul(FloatVector.fromArray(FLOATS, u, offset, base, i))
              .add(right.mul(FloatVector.fromArray(FLOATS, u, offset + stride, base, i)));
      FloatVector bottom =
          left.mul(FloatVector.fromArray(FLOATS, u, offset + row, base, i))
              .add(right.mul(FloatVector.fromArray(FLOATS, u, offset + row + stride, base, i)));
      one.sub(below).mul(top).add(below.mul(bottom)).intoArray(v, i);
    }
  }

  @Override
  public void addBilinearSlopes(
      float[] u,
      int offset,
      int stride,
      int row,
      int[] base,
      float[] x,
      float[] y,
      float[] factor,
      float[] dx,
      float[] dy,
      int points) {
    assert points % LANES == 0 : "points: expected a multiple of " + LANES + " but got " + points;
    assert points <= base.length : "base: expected " + points + " elements but got " + base.length;
    assert points <= dx.length : "dx: expected " + points + " elements but got " + dx.length;
    assert points <= dy.length : "dy: expected " + points + " elements but got " + dy.length;
    FloatVector one = FloatVector.broadcast(FLOATS, 1);
    for (int i = 0; i < points; i += LANES) {
      FloatVector upperLeft = FloatVector.fromArray(FLOATS, u, offset, base, i);
      FloatVector upperRight = FloatVector.fromArray(FLOATS, u, offset + stride, base, i);
      FloatVector lowerLeft = FloatVector.fromArray(FLOATS, u, offset + row, base, i);
      FloatVector lowerRight = FloatVector.fromArray(FLOATS, u, offset + row + stride, base, i);
      FloatVector right = FloatVector.fromArray(FLOATS, x, i);
      FloatVector below = FloatVector.fromArray(FLOATS, y, i);
      FloatVector alongX =
          one.sub(below).mul(upperRight.sub(upperLeft)).add(below.mul(lowerRight.sub(lowerLeft)));
      FloatVector alongY =
          one.sub(right).mul(lowerLeft.sub(upperLeft)).add(right.mul(lowerRight.sub(upperRight)));
      FloatVector scale = FloatVector.fromArray(FLOATS, factor, i);
      FloatVector.fromArray(FLOATS, dx, i).add(scale.mul(alongX)).intoArray(dx, i);
      FloatVector.fromArray(FLOATS, dy, i).add(scale.mul(alongY)).intoArray(dy, i);
    }
  }

  @Override
  public void readRows(
      float[] u,
      int[] rowOffset,
      int[] base,
      float[][] rowWeight,
      float[] row,
      int width,
      int points) {
    assert width % SUMS == 0 : "width: expected a multiple of " + SUMS + " but got " + width;
    assert points <= base.length : "base: expected " + points + " elements but got " + base.length;
    assert points * width <= row.length
        : "row: expected " + points * width + " elements but got " + row.length;
    assert rowWeight.length == rowOffset.length
        : "rowWeight: expected " + rowOffset.length + " rows but got " + rowWeight.length;
    assert u.length >= width : "u: expected " + width + " elements but got " + u.length;
    for (float[] weights : rowWeight) {
      assert points <= weights.length
          : "rowWeight: expected " + points + " elements but got " + weights.length;
    }
    for (int offset : rowOffset) {
      assert offset >= 0 && offset <= u.length - width
          : "rowOffset: expected 0 to " + (u.length - width) + " but got " + offset;
    }
    Arrays.fill(row, 0, points * width, 0);
    for (int r = 0; r < rowOffset.length - 1; r += 2) {
      int first = rowOffset[r];
      int second = rowOffset[r + 1];
      float[] ofFirst = rowWeight[r];
      float[] ofSecond = rowWeight[r + 1];
      for (int i = 0; i < points; i++) {
        for (int k = 0; k < width; k += SUMS) {
          int from = base[i] + k;
          FloatVector.fromArray(EIGHT, row, i * width + k)
              .add(FloatVector.fromArray(EIGHT, u, from + first).mul(ofFirst[i]))
              .add(FloatVector.fromArray(EIGHT, u, from + second).mul(ofSecond[i]))
              .intoArray(row, i * width + k);
        }
      }
    }
    if (rowOffset.length == 1) { // of a kernel with one tap
      for (int i = 0; i < points; i++) {
        for (int k = 0; k < width; k++) {
          row[i * width + k] += rowWeight[0][i] * u[base[i] + rowOffset[0] + k];
        }
      }
    }
  }

  @Override
  public void scatter(
      float[] row,
      int width,
      int[] rowOffset,
      int[] base,
      float[][] rowWeight,
      float[] du,
      int points) {
    assert width % SUMS == 0 : "width: expected a multiple of " + SUMS + " but got " + width;
    assert points <= base.length : "base: expected " + points + " elements but got " + base.length;
    assert points * width <= row.length
        : "row: expected " + points * width + " elements but got " + row.length;
    assert rowWeight.length == rowOffset.length
        : "rowWeight: expected " + rowOffset.length + " rows but got " + rowWeight.length;
    assert du.length >= width : "du: expected " + width + " elements but got " + du.length;
    for (float[] weights : rowWeight) {
      assert points <= weights.length
          : "rowWeight: expected " + points + " elements but got " + weights.length;
    }
    for (int offset : rowOffset) {
      assert offset >= 0 && offset <= du.length - width
          : "rowOffset: expected 0 to " + (du.length - width) + " but got " + offset;
    }
    for (int r = 0; r < rowOffset.length - 1; r += 2) {
      int first = rowOffset[r];
      int second = rowOffset[r + 1];
      float[] ofFirst = rowWeight[r];
      float[] ofSecond = rowWeight[r + 1];
      for (int i = 0; i < points; i++) {
        for (int k = 0; k < width; k += SUMS) {
          int to = base[i] + k;
          FloatVector value = FloatVector.fromArray(EIGHT, row, i * width + k);
          FloatVector.fromArray(EIGHT, du, to + first)
              .add(value.mul(ofFirst[i]))
              .intoArray(du, to + first);
          FloatVector.fromArray(EIGHT, du, to + second)
              .add(value.mul(ofSecond[i]))
              .intoArray(du, to + second);
        }
      }
    }
    if (rowOffset.length == 1) { // of a kernel with one tap
      for (int i = 0; i < points; i++) {
        for (int k = 0; k < width; k++) {
          du[base[i] + rowOffset[0] + k] += rowWeight[0][i] * row[i * width + k];
        }
      }
    }
  }

  @Override
  public void mix(
      float[] u, int from, int[] offset, float[] weight, float[] v, int to, int channels) {
    if (offset.length < CORNERS) {
      for (int c = 0; c < channels; c++) {
        v[to + c] = weight[0] * u[from + offset[0] + c];
      }
      return;
    }
    mixFour(u, from, offset, weight, v, to, channels);
    for (int corner = CORNERS; corner < offset.length; corner += CORNERS) {
      addFour(u, from, offset, weight, corner, v, to, channels);
    }
  }

  private static void mixFour(
      float[] u, int from, int[] offset, float[] weight, float[] v, int to, int channels) {
    assert to + channels <= v.length
        : "v: expected " + channels + " elements from " + to + " on but got " + v.length;
    assert from + channels <= u.length
        : "u: expected " + channels + " elements from " + from + " on but got " + u.length;
    assert weight.length == offset.length
        : "weight: expected " + offset.length + " corners but got " + weight.length;
    int first = from + offset[0];
    int second = from + offset[1];
    int third = from + offset[2];
    int fourth = from + offset[3];
    FloatVector ofFirst = FloatVector.broadcast(EIGHT, weight[0]);
    FloatVector ofSecond = FloatVector.broadcast(EIGHT, weight[1]);
    FloatVector ofThird = FloatVector.broadcast(EIGHT, weight[2]);
    FloatVector ofFourth = FloatVector.broadcast(EIGHT, weight[3]);
    int c = 0;
    for (; c <= channels - SUMS; c += SUMS) {
      FloatVector.fromArray(EIGHT, u, first + c)
          .mul(ofFirst)
          .add(FloatVector.fromArray(EIGHT, u, second + c).mul(ofSecond))
          .add(FloatVector.fromArray(EIGHT, u, third + c).mul(ofThird))
          .add(FloatVector.fromArray(EIGHT, u, fourth + c).mul(ofFourth))
          .intoArray(v, to + c);
    }
    for (; c < channels; c++) {
      v[to + c] =
          weight[0] * u[first + c]
              + weight[1] * u[second + c]
              + weight[2] * u[third + c]
              + weight[3] * u[fourth + c];
    }
  }

  /** As {@link #mixFour}, added to what earlier corners gave. */
  private static void addFour(
      float[] u,
      int from,
      int[] offset,
      float[] weight,
      int corner,
      float[] v,
      int to,
      int channels) {
    assert to + channels <= v.length
        : "v: expected " + channels + " elements from " + to + " on but got " + v.length;
    int first = from + offset[corner];
    int second = from + offset[corner + 1];
    int third = from + offset[corner + 2];
    int fourth = from + offset[corner + 3];
    FloatVector ofFirst = FloatVector.broadcast(EIGHT, weight[corner]);
    FloatVector ofSecond = FloatVector.broadcast(EIGHT, weight[corner + 1]);
    FloatVector ofThird = FloatVector.broadcast(EIGHT, weight[corner + 2]);
    FloatVector ofFourth = FloatVector.broadcast(EIGHT, weight[corner + 3]);
    int c = 0;
    for (; c <= channels - SUMS; c += SUMS) {
      FloatVector.fromArray(EIGHT, v, to + c)
          .add(FloatVector.fromArray(EIGHT, u, first + c).mul(ofFirst))
          .add(FloatVector.fromArray(EIGHT, u, second + c).mul(ofSecond))
          .add(FloatVector.fromArray(EIGHT, u, third + c).mul(ofThird))
          .add(FloatVector.fromArray(EIGHT, u, fourth + c).mul(ofFourth))
          .intoArray(v, to + c);
    }
    for (; c < channels; c++) {
      v[to + c] =
          v[to + c]
              + weight[corner] * u[first + c]
              + weight[corner + 1] * u[second + c]
              + weight[corner + 2] * u[third + c]
              + weight[corner + 3] * u[fourth + c];
    }
  }

  @Override
  public void dots(
      float[] u,
      int from,
      int[] offset,
      float[] dv,
      int at,
      int channels,
      float[] into,
      float[] sums) {
    int corner = 0;
    for (; corner <= offset.length - CORNERS; corner += CORNERS) {
      dotFour(u, from, offset, corner, dv, at, channels, sums);
      for (int k = 0; k < CORNERS; k++) {
        into[corner + k] =
            ScalarLoops.total(sums, k * SUMS)
                + ScalarLoops.rest(u, from + offset[corner + k], dv, at, channels);
      }
    }
    for (; corner < offset.length; corner++) {
      into[corner] = 0; // of a kernel with one tap, which has no slope
    }
  }

  private static void dotFour(
      float[] u,
      int from,
      int[] offset,
      int corner,
      float[] dv,
      int at,
      int channels,
      float[] sums) {
    assert at + channels <= dv.length
        : "dv: expected " + channels + " elements from " + at + " on but got " + dv.length;
    assert from + channels <= u.length
        : "u: expected " + channels + " elements from " + from + " on but got " + u.length;
    assert sums.length == CORNERS * SUMS
        : "sums: expected " + CORNERS * SUMS + " elements but got " + sums.length;
    int first = from + offset[corner];
    int second = from + offset[corner + 1];
    int third = from + offset[corner + 2];
    int fourth = from + offset[corner + 3];
    FloatVector ofFirst = FloatVector.zero(EIGHT);
    FloatVector ofSecond = FloatVector.zero(EIGHT);
    FloatVector ofThird = FloatVector.zero(EIGHT);
    FloatVector ofFourth = FloatVector.zero(EIGHT);
    for (int c = 0; c <= channels - SUMS; c += SUMS) {
      FloatVector factor = FloatVector.fromArray(EIGHT, dv, at + c);
      ofFirst = ofFirst.add(factor.mul(FloatVector.fromArray(EIGHT, u, first + c)));
      ofSecond = ofSecond.add(factor.mul(FloatVector.fromArray(EIGHT, u, second + c)));
      ofThird = ofThird.add(factor.mul(FloatVector.fromArray(EIGHT, u, third + c)));
      ofFourth = ofFourth.add(factor.mul(FloatVector.fromArray(EIGHT, u, fourth + c)));
    }
    ofFirst.intoArray(sums, 0);
    ofSecond.intoArray(sums, SUMS);
    ofThird.intoArray(sums, 2 * SUMS);
    ofFourth.intoArray(sums, 3 * SUMS);
  }

  @Override
  public void moments(float[] a, float[][] others, float[] sums, int to, int count) {
    assert count % SUMS == 0 : "count: expected a multiple of " + SUMS + " but got " + count;
    assert others.length >= 2 : "others: expected at least 2 arrays but got " + others.length;
    assert count <= a.length : "a: expected " + count + " elements but got " + a.length;
    assert to + others.length < sums.length
        : "sums: expected more than " + (to + others.length) + " elements but got " + sums.length;
    float[] x = others[0];
    float[] y = others[1];
    float[] z = others[others.length - 1];
    FloatVector ofX = FloatVector.zero(EIGHT);
    FloatVector ofY = FloatVector.zero(EIGHT);
    FloatVector ofZ = FloatVector.zero(EIGHT);
    FloatVector total = FloatVector.zero(EIGHT);
    for (int i = 0; i < count; i += SUMS) {
      FloatVector factor = FloatVector.fromArray(EIGHT, a, i);
      ofX = ofX.add(factor.mul(FloatVector.fromArray(EIGHT, x, i)));
      ofY = ofY.add(factor.mul(FloatVector.fromArray(EIGHT, y, i)));
      ofZ = ofZ.add(factor.mul(FloatVector.fromArray(EIGHT, z, i)));
      total = total.add(factor);
    }
    sums[to] = ScalarLoops.total(ofX.toArray(), 0);
    sums[to + 1] = ScalarLoops.total(ofY.toArray(), 0);
    sums[to + others.length - 1] = ScalarLoops.total(ofZ.toArray(), 0);
    sums[to + others.length] = ScalarLoops.total(total.toArray(), 0);
  }

  @Override
  public void spread(
      float[] dv, int at, int[] offset, float[] weight, float[] du, int from, int channels) {
    int corner = 0;
    for (; corner <= offset.length - CORNERS; corner += CORNERS) {
      spreadFour(dv, at, offset, weight, corner, du, from, channels);
    }
    for (; corner < offset.length; corner++) {
      for (int c = 0; c < channels; c++) {
        du[from + offset[corner] + c] += weight[corner] * dv[at + c];
      }
    }
  }

  /** The four pixels are different ones. */
  private static void spreadFour(
      float[] dv,
      int at,
      int[] offset,
      float[] weight,
      int corner,
      float[] du,
      int from,
      int channels) {
    assert at + channels <= dv.length
        : "dv: expected " + channels + " elements from " + at + " on but got " + dv.length;
    int first = from + offset[corner];
    int second = from + offset[corner + 1];
    int third = from + offset[corner + 2];
    int fourth = from + offset[corner + 3];
    FloatVector ofFirst = FloatVector.broadcast(EIGHT, weight[corner]);
    FloatVector ofSecond = FloatVector.broadcast(EIGHT, weight[corner + 1]);
    FloatVector ofThird = FloatVector.broadcast(EIGHT, weight[corner + 2]);
    FloatVector ofFourth = FloatVector.broadcast(EIGHT, weight[corner + 3]);
    int c = 0;
    for (; c <= channels - SUMS; c += SUMS) {
      FloatVector value = FloatVector.fromArray(EIGHT, dv, at + c);
      FloatVector.fromArray(EIGHT, du, first + c).add(value.mul(ofFirst)).intoArray(du, first + c);
      FloatVector.fromArray(EIGHT, du, second + c)
          .add(value.mul(ofSecond))
          .intoArray(du, second + c);
      FloatVector.fromArray(EIGHT, du, third + c).add(value.mul(ofThird)).intoArray(du, third + c);
      FloatVector.fromArray(EIGHT, du, fourth + c)
          .add(value.mul(ofFourth))
          .intoArray(du, fourth + c);
    }
    for (; c < channels; c++) {
      du[first + c] += weight[corner] * dv[at + c];
      du[second + c] += weight[corner + 1] * dv[at + c];
      du[third + c] += weight[corner + 2] * dv[at + c];
      du[fourth + c] += weight[corner + 3] * dv[at + c];
    }
  }
}
