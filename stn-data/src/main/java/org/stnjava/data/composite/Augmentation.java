package org.stnjava.data.composite;

import com.google.errorprone.annotations.Immutable;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.stnjava.data.scene.Canvas;

/** A small random change that leaves an image's class as it is. */
enum Augmentation {

  /** Mirrors left and right with a probability. */
  FLIP(0.5, 1, PlaneMap::flip),

  /** Translates by up to a number of whole pixels along both axes. */
  SHIFT(2, 10_000, PlaneMap::shift),

  /** Rotates by up to a number of degrees either way. */
  ROTATION(10, 180, PlaneMap::rotation),

  /** Enlarges or shrinks by up to a share: 1 is up to twice or half the size. */
  SCALE(0.1, 3, PlaneMap::scale),

  /** Slants both axes by up to a number of degrees either way. */
  SHEAR(5, 45, PlaneMap::shear),

  /** Looks from the side: opposite edges become longer and shorter by up to a share. */
  PERSPECTIVE(0.1, 0.3, PlaneMap::perspective),

  /** Adds or subtracts up to a share of white. */
  BRIGHTNESS(0.1, 1, 1, ValueChanges::brightness),

  /** Scales the differences from middle gray by up to a share, up or down. */
  CONTRAST(0.2, 1, 1, ValueChanges::contrast),

  /** Scales the differences from gray of equal luma by up to a share, up or down. */
  SATURATION(0.3, 1, ColorChange.CHANNELS, ColorChange::saturation),

  /** Rotates colors about the axis of grays by up to a number of degrees either way. */
  HUE(10, 180, ColorChange.CHANNELS, ColorChange::hue),

  /** Adds normal noise to each value; the standard deviation is a share of white. */
  NOISE(0.05, 1, 1, ValueChanges::noise),

  /** Smooths by a Gaussian whose standard deviation is up to a number of pixels. */
  BLUR(1, 10, 1, ValueChanges::blur),

  /** Fills a rectangle, its sides up to a share of the image's, with the image's mean. */
  CUTOUT(0.4, 1, 1, ValueChanges::cutout);

  private final double usual;
  private final double most;
  private final int channels;
  private final @Nullable Movement movement;
  private final @Nullable Change change;

  Augmentation(double usual, double most, Movement movement) {
    this.usual = usual;
    this.most = most;
    this.channels = 1;
    this.movement = movement;
    this.change = null;
  }

  Augmentation(double usual, double most, int channels, Change change) {
    this.usual = usual;
    this.most = most;
    this.channels = channels;
    this.movement = null;
    this.change = change;
  }

  /** Draws where each pixel of a changed image comes from. */
  @Immutable
  @FunctionalInterface
  interface Movement {
    /**
     * Draws a map.
     *
     * @param amount how much there may be of it
     * @param random the source of randomness
     * @param canvas of the image
     */
    PlaneMap draw(double amount, RandomGenerator random, Canvas canvas);
  }

  /** Draws and makes a change of values in place. */
  @Immutable
  @FunctionalInterface
  interface Change {
    /**
     * Changes an image.
     *
     * @param amount how much there may be of it
     * @param random the source of randomness
     * @param canvas of the image
     */
    void apply(double amount, RandomGenerator random, Canvas canvas);
  }

  /** How much is usual. */
  double usual() {
    return usual;
  }

  /** How much is possible. */
  double most() {
    return most;
  }

  /** How many channels it needs; 1 if any number will do. */
  int channels() {
    return channels;
  }

  /** How it moves pixels, if it does. */
  Optional<Movement> movement() {
    return Optional.ofNullable(movement);
  }

  /** How it changes values, if it does. */
  Optional<Change> change() {
    return Optional.ofNullable(change);
  }
}
