package org.stnjava.ops.sample.loop;

/**
 * Sums the gradients of the points that each matrix moves, times each of their coordinates in the
 * regular grid, and times 1: first over tiles, then over the tiles of an image.
 */
final class MatrixSums {

  private final SamplingCall call;
  private final int perTile;
  private final float[] sums;

  MatrixSums(SamplingCall call) {
    this.call = call;
    this.perTile = call.dimensions() * (call.dimensions() + 1);
    this.sums = new float[Math.multiplyExact(Math.multiplyExact(call.images, call.tiles), perTile)];
  }

  void add(PointTile tile, float[][] gradient, int image, int from, int points) {
    int to = (image * call.tiles + from / call.tile) * perTile;
    for (float[] axis : gradient) {
      LoopsChoice.fastest().moments(axis, tile.target, sums, to, tile.padded());
      to += gradient.length + 1;
    }
  }

  void write() {
    float[] gradient = new float[call.images * perTile];
    for (int i = 0; i < gradient.length; i++) {
      int image = i / perTile;
      double total = 0;
      for (int tile = 0; tile < call.tiles; tile++) {
        total += sums[(image * call.tiles + tile) * perTile + i % perTile];
      }
      gradient[i] = (float) total;
    }
    call.context.write(0, gradient, 0, gradient.length);
  }
}
