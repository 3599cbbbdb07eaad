package org.stnjava.bench.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.bench.peer.Column;
import org.stnjava.bench.peer.Lineup;
import org.stnjava.bench.peer.PeerGroup;
import org.stnjava.bench.peer.Scratch;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
import org.stnjava.bench.workload.SamplerWorkload;
import org.stnjava.bench.workload.Workload;
import org.stnjava.ops.interpolation.Kernel;
import org.tensorflow.ndarray.Shape;

/** Needs PyTorch's native code: {@code ./mvnw verify -Pdjl}. */
@TestInstance(Lifecycle.PER_CLASS)
class DjlTest {

  private static final long SEED = 5;

  private final List<AutoCloseable> open = new ArrayList<>();
  private PeerGroup peers = new PeerGroup(ImmutableList.of());

  @BeforeAll
  void startPyTorch() throws IOException {
    assumeTrue(Djl.isPresent(), "needs the profile djl");
    Scratch scratch = Scratch.create();
    open.add(scratch);
    peers = new PeerGroup(ImmutableList.of(Djl.start(2, scratch)));
    open.add(0, peers);
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  static Stream<Workload> workloads() {
    Shape image = Shape.of(3, 9, 14, 2);
    Shape volume = Shape.of(2, 5, 9, 7, 2);
    List<Workload> all = new ArrayList<>();
    for (Pass pass : Pass.values()) {
      all.add(new SamplerWorkload("2d", pass, image, Shape.of(8, 5), Kernel.BILINEAR));
      all.add(new SamplerWorkload("cubic", pass, image, Shape.of(8, 5), Kernel.BICUBIC));
      all.add(new SamplerWorkload("3d", pass, volume, Shape.of(4, 6, 8), Kernel.BILINEAR));
      for (Network network : Network.values()) {
        all.add(new NetworkWorkload(network, pass, 3));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void computesWhatTheToolkitDoes(Workload workload) {
    // A line-up compares all outputs, those of both memory layouts.
    try (Lineup lineup = Lineup.of(workload, SEED, peers)) {
      assertThat(lineup.members().get(Column.TORCH))
          .extracting(Lineup.Member::label)
          .containsExactly("torch NCHW", "torch NHWC");
      assertThat(lineup.members().get(Column.TORCH))
          .allSatisfy(member -> assertThat(member.contender().time(2).millis()).isPositive());
    }
  }

  @Test
  void saysWhichPyTorchItIs() {
    assertThat(peers.versions().get(Column.TORCH)).matches("\\d+\\.\\d+\\.\\d+ \\(DJL .*\\)");
  }
}
