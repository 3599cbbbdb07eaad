package org.stnjava.data.composite;

import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.SourceImage;

/**
 * An image with a thickness, rotated and translated in a volume.
 *
 * <p>The axes are x, to the right, y, downwards, and z, from the front backwards; lengths are in
 * voxels from the upper left front edge.
 *
 * @param image its front
 * @param thickness its extent along its own z
 * @param turn the rotation of its own axes into the volume's, row-major 3 x 3
 * @param center where its middle is
 */
@SuppressWarnings("ArrayRecordComponent") // Lives within one scene.
record ExtrudedImage(SourceImage image, double thickness, double[] turn, double[] center) {

  /** The rotation about x, then y, then z, each by an angle in radians. */
  static double[] turn(double x, double y, double z) {
    double[] sin = {StrictMath.sin(x), StrictMath.sin(y), StrictMath.sin(z)};
    double[] cos = {StrictMath.cos(x), StrictMath.cos(y), StrictMath.cos(z)};
    return new double[] {
      cos[2] * cos[1],
      cos[2] * sin[1] * sin[0] - sin[2] * cos[0],
      cos[2] * sin[1] * cos[0] + sin[2] * sin[0],
      sin[2] * cos[1],
      sin[2] * sin[1] * sin[0] + cos[2] * cos[0],
      sin[2] * sin[1] * cos[0] - cos[2] * sin[0],
      -sin[1],
      cos[1] * sin[0],
      cos[1] * cos[0]
    };
  }

  /**
   * Half the diagonal of a body: from its middle no voxel of it is farther, however it is rotated.
   */
  static double radius(int height, int width, double thickness) {
    return Math.hypot(Math.hypot(height, width), thickness) / 2;
  }

  /** Writes the body into an empty volume, an image whose channels are the depth. */
  void draw(Canvas volume) {
    double radius = radius(image.height(), image.width(), thickness) + 1;
    int lastRow = last(center[1] + radius, volume.height());
    int lastColumn = last(center[0] + radius, volume.width());
    for (int row = first(center[1] - radius); row < lastRow; row++) {
      for (int column = first(center[0] - radius); column < lastColumn; column++) {
        drawDepth(volume, row, column, radius);
      }
    }
  }

  private void drawDepth(Canvas volume, int row, int column, double radius) {
    double x = column + 0.5 - center[0];
    double y = row + 0.5 - center[1];
    int from = first(center[2] - radius);
    int to = last(center[2] + radius, volume.channels());
    int at = volume.offset() + (row * volume.width() + column) * volume.channels();
    for (int slice = from; slice < to; slice++) {
      double z = slice + 0.5 - center[2];
      // Half a voxel inside the surface to half a voxel outside it fades out.
      double share = thickness / 2 + 0.5 - Math.abs(along(2, x, y, z));
      if (share > 0) {
        float imageX = (float) (along(0, x, y, z) + 0.5 * image.width() - 0.5);
        float imageY = (float) (along(1, x, y, z) + 0.5 * image.height() - 0.5);
        image.sample(imageX, imageY, volume.pixels(), at + slice);
        if (share < 1) {
          int whole = volume.pixels()[at + slice] & 0xff;
          volume.pixels()[at + slice] = (byte) Math.round(share * whole);
        }
      }
    }
  }

  /** A coordinate along one of the body's own axes. */
  private double along(int axis, double x, double y, double z) {
    return turn[axis] * x + turn[3 + axis] * y + turn[6 + axis] * z;
  }

  private static int first(double from) {
    return Math.max(0, (int) Math.floor(from));
  }

  private static int last(double to, int size) {
    return Math.min(size, (int) Math.ceil(to));
  }
}
