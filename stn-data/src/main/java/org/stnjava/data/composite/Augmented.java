package org.stnjava.data.composite;

import com.google.common.base.Ascii;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.stnjava.data.scene.Annotation;
import org.stnjava.data.scene.Canvas;
import org.stnjava.data.scene.Scene;
import org.stnjava.data.set.ImageSpec;
import org.stnjava.data.set.LabeledImages;

/**
 * A scene followed by small random changes, which its placement does not record.
 *
 * <p>Changes that move pixels are combined into one bilinear resampling, which comes first; those
 * of values follow in their order.
 *
 * @param base the scene
 * @param steps the changes, in this order
 * @param edge what moves in where an image moves out
 */
public record Augmented(Scene base, List<Step> steps, Edge edge) implements Scene {

  /** No changes. */
  public static final String NONE = "none";

  private static final String EDGE = "edge";

  /** Takes a copy of the list. */
  public Augmented {
    steps = List.copyOf(steps);
  }

  /**
   * One change.
   *
   * @param kind which
   * @param amount how much of it, above 0
   */
  public record Step(Augmentation kind, double amount) {

    /** Checks the amount. */
    public Step {
      boolean whole = kind != Augmentation.SHIFT || amount == Math.rint(amount);
      if (!(amount > 0 && amount <= kind.most()) || !whole) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "augment: %s: expected %s above 0 and at most %.0f but got %s",
                name(kind),
                kind == Augmentation.SHIFT ? "a whole number" : "a number",
                kind.most(),
                amount));
      }
    }
  }

  /**
   * Reads changes such as {@code flip,shift=3,noise=0.1,edge=border}.
   *
   * @param base the scene that they follow
   * @param text names with amounts where they are not the usual ones, between commas, and {@code
   *     edge} with {@code reflect}, the usual, {@code border} or {@code background}; or {@value
   *     #NONE}
   * @return the scene with the changes; the scene itself if there are none
   * @throws IllegalArgumentException if a name or an amount is none
   */
  public static Scene parse(Scene base, String text) {
    if (text.equals(NONE)) {
      return base;
    }
    List<Step> steps = new ArrayList<>();
    Edge edge = Edge.REFLECT;
    for (String part : text.split(",", -1)) {
      String[] sides = part.strip().split("=", 2);
      if (sides[0].equals(EDGE)) {
        edge = edge(sides.length == 1 ? "" : sides[1]);
      } else {
        Augmentation kind = kind(sides[0]);
        steps.add(new Step(kind, sides.length == 1 ? kind.usual() : amount(sides[1], kind)));
      }
    }
    return new Augmented(base, steps, edge);
  }

  private static Edge edge(String name) {
    return Arrays.stream(Edge.values())
        .filter(edge -> name(edge).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "augment: edge: expected one of %s but got '%s'"
                        .formatted(
                            Arrays.stream(Edge.values()).map(Augmented::name).toList(), name)));
  }

  private static Augmentation kind(String name) {
    return Arrays.stream(Augmentation.values())
        .filter(kind -> name(kind).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "augment: expected %s, or some of %s between commas, but got '%s'"
                        .formatted(
                            NONE,
                            Arrays.stream(Augmentation.values()).map(Augmented::name).toList(),
                            name)));
  }

  private static double amount(String text, Augmentation kind) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "augment: %s: expected a number but got '%s'".formatted(name(kind), text), e);
    }
  }

  private static String name(Enum<?> kind) {
    return Ascii.toLowerCase(kind.name());
  }

  @Override
  public String name() {
    return steps.stream()
        .map(step -> name(step.kind()))
        .collect(Collectors.joining("+", base.name() + "+", ""));
  }

  @Override
  public ImageSpec layout(ImageSpec source) {
    ImageSpec layout = base.layout(source);
    for (Step step : steps) {
      int channels = step.kind().channels();
      if (channels != 1 && channels != layout.channels()) {
        throw new IllegalArgumentException(
            "augment: %s: expected images of %d channels but got %d"
                .formatted(name(step.kind()), channels, layout.channels()));
      }
    }
    return layout;
  }

  @Override
  public Annotation draw(LabeledImages source, int index, RandomGenerator random, Canvas canvas) {
    Annotation drawn = base.draw(source, index, random, canvas);
    Resampling.apply(movement(random, canvas), edge, canvas);
    for (Step step : steps) {
      step.kind().change().ifPresent(change -> change.apply(step.amount(), random, canvas));
    }
    return drawn;
  }

  /** All movements in one; a pixel of the result goes back through the last one first. */
  private PlaneMap movement(RandomGenerator random, Canvas canvas) {
    PlaneMap all = PlaneMap.identity();
    for (Step step : steps) {
      Optional<Augmentation.Movement> one = step.kind().movement();
      if (one.isPresent()) {
        all = all.after(one.get().draw(step.amount(), random, canvas));
      }
    }
    return all;
  }
}
