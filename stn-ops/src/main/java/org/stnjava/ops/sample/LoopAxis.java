package org.stnjava.ops.sample;

import org.stnjava.ops.coordinate.PixelCoordinates;

/** Where a row of points lies along one axis of the image, for loops in Java. */
final class LoopAxis {

  /** As in {@link Axis}: coordinates that near to a pixel's center are taken to be the center. */
  private static final float ROUNDING = 4 * 0x1p-24f;

  /** Normalized coordinates, to be set before {@link #place}. */
  final float[] normalized;

  /** The pixel at or before each point; the next one is read, too. */
  final int[] pixel;

  /** How far each point is from that pixel, from 0 to less than 1: the next pixel's weight. */
  final float[] fraction;

  /** How many pixels each point moves by when its normalized coordinate grows by 1. */
  final float[] slope;

  /** How many pixels the axis has. */
  final int size;

  private final LoopEdge edge;
  private final PixelCoordinates coordinates;

  LoopAxis(int points, int size, LoopEdge edge, PixelCoordinates coordinates) {
    this.normalized = new float[points];
    this.pixel = new int[points];
    this.fraction = new float[points];
    this.slope = new float[points];
    this.size = size;
    this.edge = edge;
    this.coordinates = coordinates;
  }

  /** Computes where the points lie. */
  void place() {
    float half = coordinates.halfExtent(size);
    float middle = (size - 1) / 2f;
    for (int i = 0; i < fraction.length; i++) {
      fraction[i] = normalized[i] * half + middle;
      slope[i] = half;
    }
    edge.place(fraction, slope, size, coordinates);
    split(size * ROUNDING);
  }

  private void split(float tolerance) {
    for (int i = 0; i < fraction.length; i++) {
      float x = fraction[i];
      int floor = (int) (x + 2) - 2; // x is at least -2
      floor = floor > x ? floor - 1 : floor; // the sum may have been rounded up
      float rest = x - floor;
      boolean next = 1 - rest <= tolerance;
      pixel[i] = next ? floor + 1 : floor;
      fraction[i] = next || rest <= tolerance ? 0 : rest;
    }
  }

  /** Whether both pixels that a point reads are in the image. */
  boolean isInside(int point) {
    return pixel[point] >= 0 && pixel[point] < size - 1;
  }
}
