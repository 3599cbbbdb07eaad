package org.stnjava.train.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which objects the transformers of a network took, and how well their outlines fit them.
 *
 * @param images for each image what each transformer took, in the network's order; as many
 *     transformers in each
 */
public record Localization(List<List<Take>> images) {

  /** An outline has found its object if their intersection over union is above this. */
  public static final double SUCCESS = 0.5;

  /** Bins of {@link #histogram}. */
  public static final int BINS = 10;

  /**
   * The object that a transformer took.
   *
   * @param object its number in the image from 0, or {@link #NOTHING}
   * @param iou the intersection over union of outline and object, in [0, 1]
   */
  public record Take(int object, double iou) {
    /** Stands for the object of a transformer whose outline meets none that is left. */
    public static final int NOTHING = -1;

    static final Take NONE = new Take(NOTHING, 0);

    /** {@return whether there is an object} */
    public boolean any() {
      return object != NOTHING;
    }

    /** {@return whether the object is found: an intersection over union above one half} */
    public boolean succeeds() {
      return iou > SUCCESS;
    }
  }

  private record Pair(int transformer, int object, double iou) {}

  /** Takes copies, and checks that each image has as many transformers. */
  public Localization {
    images = images.stream().map(List::copyOf).toList();
    for (List<Take> takes : images) {
      if (takes.size() != images.get(0).size()) {
        throw new IllegalArgumentException(
            "images: expected %d transformers in each but got %d"
                .formatted(images.get(0).size(), takes.size()));
      }
    }
  }

  /**
   * Gives each transformer an object of its own: the pair that overlaps most first, then the pair
   * that overlaps most of those that are left, and so on; of equal ones the first.
   *
   * @param outlines the box around each transformer's outline; empty for one that is not finite
   * @param objects the objects' boxes
   * @return what each transformer takes
   */
  public static List<Take> takes(List<Optional<Box>> outlines, List<Box> objects) {
    List<Pair> pairs = new ArrayList<>();
    for (int t = 0; t < outlines.size(); t++) {
      for (int o = 0; o < objects.size(); o++) {
        Box object = objects.get(o);
        pairs.add(new Pair(t, o, outlines.get(t).map(box -> box.iou(object)).orElse(0.0)));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::iou).reversed());
    List<Take> takes = new ArrayList<>(Collections.nCopies(outlines.size(), Take.NONE));
    boolean[] taken = new boolean[objects.size()];
    for (Pair pair : pairs) {
      if (pair.iou > 0 && !takes.get(pair.transformer).any() && !taken[pair.object]) {
        takes.set(pair.transformer, new Take(pair.object, pair.iou));
        taken[pair.object] = true;
      }
    }
    return List.copyOf(takes);
  }

  /** {@return the number of transformers} */
  public int transformers() {
    return images.isEmpty() ? 0 : images.get(0).size();
  }

  /** {@return one more than the highest number of an object that was taken} */
  public int objects() {
    return 1 + images.stream().flatMap(List::stream).mapToInt(Take::object).max().orElse(-1);
  }

  /**
   * Returns a transformer's mean intersection over union.
   *
   * @param transformer its number, from 0
   * @return in [0, 1], where nothing counts as 0
   */
  public double meanIou(int transformer) {
    return of(transformer).mapToDouble(Take::iou).average().orElse(Double.NaN);
  }

  /** {@return the mean of all transformers' mean intersections over union} */
  public double meanIou() {
    return IntStream.range(0, transformers()).mapToDouble(this::meanIou).average().orElse(0);
  }

  /**
   * Returns how often a transformer found the object that it took.
   *
   * @param transformer its number, from 0
   * @return the share of the images
   */
  public double success(int transformer) {
    return share(of(transformer).filter(Take::succeeds).count());
  }

  /** {@return the share of the images in which every transformer found an object of its own} */
  public double wholeSuccess() {
    return share(images.stream().filter(takes -> takes.stream().allMatch(Take::succeeds)).count());
  }

  /**
   * Returns how often a transformer took an object.
   *
   * @param transformer its number, from 0
   * @param object the object's number in its image, or {@link Take#NOTHING}
   * @return the share of the images
   */
  public double taking(int transformer, int object) {
    return share(of(transformer).filter(take -> take.object() == object).count());
  }

  /**
   * Counts a transformer's intersections over union.
   *
   * @param transformer its number, from 0
   * @return counts in {@value #BINS} bins from 0 to 1; a limit between two belongs to the lower, so
   *     that the upper half of them holds the successes
   */
  public int[] histogram(int transformer) {
    int[] counts = new int[BINS];
    of(transformer).forEach(take -> counts[Math.max(0, (int) Math.ceil(take.iou() * BINS) - 1)]++);
    return counts;
  }

  private Stream<Take> of(int transformer) {
    return images.stream().map(takes -> takes.get(transformer));
  }

  private double share(long count) {
    return images.isEmpty() ? Double.NaN : (double) count / images.size();
  }
}
