package org.stnjava.train.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An animation of the regions that the transformers of a network read on the same few images during
 * training.
 *
 * @param pictures the images, of one size, at least one
 * @param frames the outlines by rising step, at least one
 */
public record TrainingAnimation(List<ReportImage> pictures, List<Frame> frames) {
  private static final int COLUMNS = 3;
  private static final int LONGER_SIDE = 160;
  private static final int GAP = 8;
  private static final int TITLE = 24;

  /** More frames are thinned out evenly. */
  private static final int MOST_FRAMES = 60;

  private static final int HUNDREDTHS = 20;
  private static final int LAST_HUNDREDTHS = 200;

  private static final Color PAGE = new Color(0x22252a);

  /**
   * The outlines of one step.
   *
   * @param step the step of the training
   * @param outlines for each image and each transformer the points of its outline, {@code (x, y)}
   *     pairs in {@code HALF_PIXEL} coordinates; not drawn if one is not finite
   */
  public record Frame(int step, List<List<float[]>> outlines) {
    /** Takes copies of the lists. */
    public Frame {
      outlines = outlines.stream().map(List::copyOf).toList();
    }
  }

  /** Takes copies, and checks that there is at least one image and one frame. */
  public TrainingAnimation {
    pictures = List.copyOf(pictures);
    frames = List.copyOf(frames);
    if (pictures.isEmpty() || frames.isEmpty()) {
      throw new IllegalArgumentException(
          "film: expected at least 1 picture and 1 frame but got %d and %d"
              .formatted(pictures.size(), frames.size()));
    }
    for (Frame frame : frames) {
      if (frame.outlines().size() != pictures.size()) {
        throw new IllegalArgumentException(
            "frames: expected outlines for %d pictures but got %d at step %d"
                .formatted(pictures.size(), frame.outlines().size(), frame.step()));
      }
    }
  }

  /** {@return the animation as a GIF; equal animations give equal bytes} */
  public byte[] gif() {
    int every = (frames.size() + MOST_FRAMES - 1) / MOST_FRAMES;
    // Counted from the end, so that the trained network is seen.
    List<Frame> shown =
        IntStream.range(0, frames.size())
            .filter(i -> (frames.size() - 1 - i) % every == 0)
            .mapToObj(frames::get)
            .toList();
    List<Integer> hundredths = new ArrayList<>();
    shown.forEach(frame -> hundredths.add(HUNDREDTHS));
    hundredths.set(hundredths.size() - 1, LAST_HUNDREDTHS);
    return AnimatedGif.of(shown.stream().map(this::draw).toList(), hundredths);
  }

  private BufferedImage draw(Frame frame) {
    int columns = Math.min(COLUMNS, pictures.size());
    int rows = (pictures.size() + columns - 1) / columns;
    BufferedImage image =
        new BufferedImage(
            columns * (shownWidth() + GAP) + GAP,
            rows * (shownHeight() + GAP) + TITLE,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    title(graphics, image, "step " + DisplayFormat.count(frame.step()));
    for (int i = 0; i < pictures.size(); i++) {
      int x = GAP + i % columns * (shownWidth() + GAP);
      int y = TITLE + i / columns * (shownHeight() + GAP);
      Graphics2D part = (Graphics2D) graphics.create(x, y, shownWidth(), shownHeight());
      draw(part, pictures.get(i), frame.outlines().get(i));
      part.dispose();
    }
    graphics.dispose();
    return image;
  }

  private static void title(Graphics2D graphics, BufferedImage image, String text) {
    graphics.setColor(PAGE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    graphics.drawString(text, GAP, TITLE - GAP);
  }

  private void draw(Graphics2D graphics, ReportImage picture, List<float[]> outlines) {
    graphics.drawImage(picture.toBufferedImage(), 0, 0, shownWidth(), shownHeight(), null);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int t = 0; t < outlines.size(); t++) {
      Path2D path = path(outlines.get(t));
      TransformerColor color = TransformerColor.of(t);
      graphics.setColor(Color.BLACK);
      graphics.setStroke(new BasicStroke(4));
      graphics.draw(path);
      graphics.setColor(color.color());
      graphics.setStroke(stroke(color.dashes()));
      graphics.draw(path);
    }
  }

  private static BasicStroke stroke(float[] dashes) {
    return dashes.length == 0
        ? new BasicStroke(2)
        : new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0);
  }

  private Path2D path(float[] outline) {
    Path2D path = new Path2D.Double();
    for (float value : outline) {
      if (!Float.isFinite(value)) {
        return path;
      }
    }
    for (int i = 0; i < outline.length; i += 2) {
      double x = OutlineView.bounded(outline[i], shownWidth());
      double y = OutlineView.bounded(outline[i + 1], shownHeight());
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private int shownWidth() {
    return shown(pictures.get(0).width());
  }

  private int shownHeight() {
    return shown(pictures.get(0).height());
  }

  private int shown(int size) {
    int longer = Math.max(pictures.get(0).width(), pictures.get(0).height());
    return Math.max(1, Math.round((float) LONGER_SIDE * size / longer));
  }
}
