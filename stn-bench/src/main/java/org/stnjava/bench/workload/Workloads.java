package org.stnjava.bench.workload;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stnjava.ops.interpolation.Kernel;
import org.tensorflow.ndarray.Shape;

/** The workloads that the benchmark knows, in the order in which they are run. */
public final class Workloads {

  private static final List<Workload> ALL = all();

  private Workloads() {}

  /** {@return the names of all workloads} */
  public static Set<String> names() {
    return ALL.stream().map(Workload::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Picks workloads.
   *
   * @param names of those wanted; all if there is none
   * @return the workloads, in the order in which they are run
   * @throws IllegalArgumentException if a name is not among {@link #names()}
   */
  public static List<Workload> named(List<String> names) {
    for (String name : names) {
      if (!names().contains(name)) {
        throw new IllegalArgumentException(
            "only: expected some of %s but got '%s'".formatted(names(), name));
      }
    }
    return ALL.stream().filter(w -> names.isEmpty() || names.contains(w.name())).toList();
  }

  /**
   * Picks the workloads that say most in a short time.
   *
   * @return small and large samplers and the networks with a transformer, on small batches
   */
  public static List<Workload> main() {
    return ALL.stream().filter(Workloads::isMain).toList();
  }

  private static boolean isMain(Workload workload) {
    if (workload instanceof NetworkWorkload network) {
      return network.withoutTransformer().isPresent() && network.batch() <= 64;
    }
    boolean large = workload.name().equals("volume") || workload.name().equals("bicubic-d");
    return !large || (workload.pass() == Pass.FORWARD && workload.name().equals("volume"));
  }

  private static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    Kernel linear = Kernel.BILINEAR;
    addSampler(all, "a", Shape.of(64, 60, 60, 1), Shape.of(28, 28), linear);
    addSampler(all, "b", Shape.of(256, 28, 28, 1), Shape.of(28, 28), linear);
    addSampler(all, "c", Shape.of(32, 64, 64, 32), Shape.of(64, 64), linear);
    addSampler(all, "d", Shape.of(8, 224, 224, 3), Shape.of(224, 224), linear);
    addSampler(all, "e", Shape.of(8, 56, 56, 256), Shape.of(28, 28), linear);
    addSampler(all, "volume", Shape.of(4, 32, 48, 40, 8), Shape.of(32, 48, 40), linear);
    addSampler(all, "bicubic-a", Shape.of(64, 60, 60, 1), Shape.of(28, 28), Kernel.BICUBIC);
    addSampler(all, "bicubic-d", Shape.of(8, 224, 224, 3), Shape.of(224, 224), Kernel.BICUBIC);
    for (Network network : Network.values()) {
      all.add(new NetworkWorkload(network, Pass.BOTH, 64));
      all.add(new NetworkWorkload(network, Pass.BOTH, 256));
      all.add(new NetworkWorkload(network, Pass.FORWARD, 1));
      all.add(new NetworkWorkload(network, Pass.FORWARD, 64));
    }
    return List.copyOf(all);
  }

  private static void addSampler(
      List<Workload> all, String name, Shape image, Shape output, Kernel kernel) {
    for (Pass pass : Pass.values()) {
      all.add(new SamplerWorkload(name, pass, image, output, kernel));
    }
  }
}
