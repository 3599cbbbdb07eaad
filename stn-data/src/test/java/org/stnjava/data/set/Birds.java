package org.stnjava.data.set;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Draws birds of four species, which two small parts tell apart: the color of the bill and that of
 * the tip of the tail.
 *
 * <p>Needs nothing but Java: {@code java Birds.java FOLDER 2000 400} writes a folder of pictures.
 */
public final class Birds {

  /** The names of the species. */
  public static final List<String> SPECIES =
      List.of(
          "001.Red_billed_Blacktail",
          "002.Red_billed_Whitetail",
          "003.Yellow_billed_Blacktail",
          "004.Yellow_billed_Whitetail");

  static final int HEIGHT = 64;
  static final int WIDTH = 80;

  private static final Color RED = new Color(200, 40, 30);
  private static final Color YELLOW = new Color(240, 200, 40);
  private static final Color PLUMAGE = new Color(110, 100, 90);

  private Birds() {}

  /** Writes a folder: its path, how many pictures to learn from and how many to test on. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    write(folder.resolve("train"), Integer.parseInt(args[1]), 1);
    write(folder.resolve("test"), Integer.parseInt(args[2]), 2);
  }

  /** Writes as many pictures of each species, up to one, into folders of their names. */
  static void write(Path folder, int count, long seed) throws IOException {
    for (int i = 0; i < count; i++) {
      int species = i % SPECIES.size();
      Path file = folder.resolve(SPECIES.get(species)).resolve("%05d.png".formatted(i));
      Files.createDirectories(file.getParent());
      ImageIO.write(
          draw(species, new SplittableRandom(seed * 1_000_003 + i)), "png", file.toFile());
    }
  }

  /** One bird, facing left, somewhere before a sky and a branch. */
  static BufferedImage draw(int species, SplittableRandom random) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    int shade = random.nextInt(60);
    pen.setColor(new Color(120 + shade, 150 + shade, 190));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.setColor(new Color(80, 60 + random.nextInt(30), 40));
    pen.fillRect(0, HEIGHT - 8 - random.nextInt(10), WIDTH, 3);
    pen.translate(random.nextInt(-8, 9), random.nextInt(-8, 9));
    pen.rotate(random.nextDouble(-0.25, 0.25), WIDTH / 2.0, HEIGHT / 2.0);
    bird(pen, species / 2 == 0 ? RED : YELLOW, species % 2 == 0 ? Color.BLACK : Color.WHITE);
    pen.dispose();
    return picture;
  }

  private static void bird(Graphics2D pen, Color bill, Color tip) {
    pen.setColor(PLUMAGE);
    pen.fill(new Ellipse2D.Double(24, 24, 32, 18));
    pen.fill(new Ellipse2D.Double(15, 16, 15, 15));
    pen.fill(new Polygon(new int[] {52, 66, 66}, new int[] {32, 36, 44}, 3));
    pen.setColor(bill);
    pen.fill(new Polygon(new int[] {17, 9, 17}, new int[] {21, 24, 27}, 3));
    pen.setColor(tip);
    pen.fill(new Polygon(new int[] {66, 71, 71, 66}, new int[] {36, 38, 46, 44}, 4));
    pen.setColor(Color.BLACK);
    pen.fill(new Ellipse2D.Double(19, 20, 3, 3));
  }
}
