package org.stnjava.bench.jmh;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.stnjava.data.composite.Augmented;
import org.stnjava.data.distortion.Distortions;
import org.stnjava.data.image.Picture;
import org.stnjava.data.random.Seeds;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.LabeledImages;

/** Pictures of 32 x 32 pixels a second that one thread decodes and augments. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PictureBenchmark {

  private static final int SIDE = 32;
  private static final int CHANNELS = 3;

  /** How the file is compressed. */
  @Param({"png", "jpeg"})
  private String format = "";

  /** What is changed. */
  @Param({
    "flip,shift",
    "flip,shift,rotation,scale,shear,perspective,brightness,contrast,saturation,hue,cutout"
  })
  private String augment = "";

  private byte[] file = {};
  private byte[] pixels = {};
  private Scene scene = Distortions.byName("none");
  private long seed;

  /**
   * Makes a file of smooth colors with some noise, as a photograph has.
   *
   * @throws IOException if the format cannot be written
   */
  @Setup(Level.Trial)
  public void write() throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < SIDE * SIDE; i++) {
      int gray = 4 * (i / SIDE + i % SIDE / 2) + random.nextInt(16);
      image.setRGB(i % SIDE, i / SIDE, new Color(gray, gray / 2, 255 - gray).getRGB());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    file = bytes.toByteArray();
    scene = Augmented.parse(Distortions.byName("none"), augment);
    pixels = decode();
  }

  /**
   * Decodes.
   *
   * @return the values
   */
  @Benchmark
  public byte[] decode() {
    return Picture.decode(file).bytes(CHANNELS);
  }

  /**
   * Augments.
   *
   * @return the values
   */
  @Benchmark
  public byte[] augment() {
    return augmented(pixels);
  }

  /**
   * Decodes and augments.
   *
   * @return the values
   */
  @Benchmark
  public byte[] both() {
    return augmented(decode());
  }

  private byte[] augmented(byte[] image) {
    LabeledImages one = new LabeledImages(SIDE, SIDE, CHANNELS, image, new int[1]);
    Canvas canvas = new Canvas(SIDE, SIDE, CHANNELS, new byte[image.length], 0);
    scene.draw(one, 0, Seeds.generator(seed++), canvas);
    return canvas.pixels();
  }
}
