package org.stnjava.data.set;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.stnjava.data.random.RandomPermutation;

/**
 * Chooses a share of examples, the same share of each class as nearly as groups allow, and groups
 * as a whole. Of each class at least one group is left.
 */
public final class ValidationSplit {

  /** The same for all runs, which are compared. */
  private static final long SEED = 6;

  private ValidationSplit() {}

  /**
   * Chooses some of labeled images.
   *
   * @param images any number
   * @param share which part of them, in [0, 1)
   * @return whether each is chosen
   */
  public static BitSet of(LabeledImages images, double share) {
    return of(
        IntStream.range(0, images.size())
            .mapToObj(i -> Member.of(String.valueOf(i), labels(images, i)))
            .toList(),
        share);
  }

  /**
   * Copies some images.
   *
   * @param images any number
   * @param rows the indices of those to copy
   * @return them in the order of the indices
   */
  public static LabeledImages select(LabeledImages images, int... rows) {
    int size = images.height() * images.width() * images.channels();
    int each = images.labelsPerImage();
    byte[] pixels = new byte[Math.multiplyExact(rows.length, size)];
    int[] labels = new int[rows.length * each];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(images.image(rows[i]), 0, pixels, i * size, size);
      System.arraycopy(images.labels(), rows[i] * each, labels, i * each, each);
    }
    return new LabeledImages(
        images.height(), images.width(), images.channels(), pixels, labels, each);
  }

  private static int[] labels(LabeledImages images, int index) {
    int each = images.labelsPerImage();
    return Arrays.copyOfRange(images.labels(), index * each, (index + 1) * each);
  }

  /** Chooses some of the examples. */
  static BitSet of(List<Member> members, double share) {
    Map<String, Map<String, List<Integer>>> classes = new TreeMap<>();
    for (int i = 0; i < members.size(); i++) {
      classes
          .computeIfAbsent(members.get(i).label(), label -> new LinkedHashMap<>())
          .computeIfAbsent(members.get(i).group(), group -> new ArrayList<>())
          .add(i);
    }
    BitSet chosen = new BitSet(members.size());
    double wanted = 0;
    for (Map<String, List<Integer>> groups : classes.values()) {
      wanted += share * groups.values().stream().mapToInt(List::size).sum();
      wanted -= choose(split(groups), wanted, chosen);
    }
    return chosen;
  }

  /** A class of one group has no frames to keep together: each of its members stands alone. */
  private static List<List<Integer>> split(Map<String, List<Integer>> groups) {
    return groups.size() > 1
        ? List.copyOf(groups.values())
        : groups.values().stream().flatMap(List::stream).map(List::of).toList();
  }

  /** Takes groups in a random order while they bring the number nearer; returns the number. */
  private static int choose(List<List<Integer>> groups, double wanted, BitSet chosen) {
    RandomPermutation order = new RandomPermutation(groups.size(), SEED);
    int number = 0;
    int left = groups.size();
    for (int i = 0; i < groups.size() && left > 1; i++) {
      List<Integer> group = groups.get(order.at(i));
      if (Math.abs(number + group.size() - wanted) < Math.abs(number - wanted)) {
        group.forEach(chosen::set);
        number += group.size();
        left--;
      }
    }
    return number;
  }

  /**
   * An example.
   *
   * @param label of its class
   * @param group which other examples of the class it belongs to
   */
  record Member(String label, String group) {

    /** Images of several labels are one class: hardly two of them have all their labels alike. */
    static Member of(String group, int... labels) {
      return new Member(labels.length == 1 ? Arrays.toString(labels) : "", group);
    }
  }
}
