package org.stnjava.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.SamplerWorkload;
import org.stnjava.bench.workload.Workload;
import org.stnjava.bench.workload.Workloads;

class PeersTest {

  /** Has both libraries, and answers all other requests with the times 2.5 and 4.5. */
  private static final String PEERS =
      """
      read line
      echo '{"torch": "2.0", "onnxruntime": "1.0"}'
      while read line; do
        case "$line" in
          *layout*NHWC*|*NHWC*layout*) echo '{"error": "RuntimeError: no such layout"}' ;;
          *) echo '{"ms": 2.5, "core_ms": 4.5}' ;;
        esac
      done
      """;

  private static final Inputs NOTHING = new Inputs(Map.of());

  @TempDir Path folder;

  private Peers start(String commands, Scratch scratch) throws IOException {
    return Peers.python(FakePython.script(folder, commands), PeerGroup.LIBRARIES, 2, scratch);
  }

  @Test
  void namesWhatIsThere() throws IOException {
    try (Scratch scratch = Scratch.create();
        Peers peers = start(PEERS, scratch)) {
      assertThat(peers.versions())
          .isEqualTo(Map.of(Column.TORCH, "2.0", Column.ONNXRUNTIME, "1.0"));
      assertThat(peers.absences()).isEmpty();
    }
  }

  @Test
  void namesOnlyWhatIsWanted() throws IOException {
    try (Scratch scratch = Scratch.create();
        Peers peers =
            Peers.python(
                FakePython.script(folder, PEERS), List.of(Column.ONNXRUNTIME), 2, scratch)) {
      assertThat(peers.versions()).isEqualTo(Map.of(Column.ONNXRUNTIME, "1.0"));
      assertThat(peers.absences()).isEmpty();
    }
  }

  @Test
  void joinsWhatSeveralProcessesHave() throws IOException {
    String torch = "read line; echo '{\"torch\": \"3.0\"}'; cat > /dev/null";
    try (Scratch scratch = Scratch.create();
        PeerGroup group =
            new PeerGroup(
                ImmutableList.of(
                    Peers.start(List.of("/bin/sh", "-c", torch), List.of(Column.TORCH), 2, scratch),
                    Peers.python(
                        FakePython.withoutPeers(folder),
                        List.of(Column.ONNXRUNTIME),
                        2,
                        scratch)))) {
      assertThat(group.versions()).isEqualTo(Map.of(Column.TORCH, "3.0"));
      assertThat(group.absences())
          .isEqualTo(Map.of(Column.ONNXRUNTIME, "No module named 'onnxruntime'"));
    }
  }

  @Test
  void timesOnTheOtherSide() throws IOException {
    Workload forward = Workloads.named(List.of("a")).get(0);
    try (Scratch scratch = Scratch.create();
        Peers peers = start(PEERS, scratch)) {
      Map<String, Contender> contenders =
          peers.prepare(Column.ONNXRUNTIME, forward, forward.inputs(1));

      assertThat(contenders).containsOnlyKeys("onnxruntime NCHW");
      assertThat(contenders.values())
          .allSatisfy(c -> assertThat(c.time(3)).isEqualTo(new Timing(2.5, 4.5)));
    }
  }

  @Test
  void asksOnnxRuntimeForNoGradientsAndNoNetworks() throws IOException {
    try (Scratch scratch = Scratch.create();
        Peers peers = start(PEERS, scratch)) {
      for (Workload workload : Workloads.named(List.of("a", "tutorial-infer-1"))) {
        boolean can =
            workload instanceof SamplerWorkload && workload.pass().label().equals("forward");

        assertThat(peers.prepare(Column.ONNXRUNTIME, workload, NOTHING)).hasSize(can ? 1 : 0);
      }
    }
  }

  @Test
  void passesARefusalOn() throws IOException {
    NetworkWorkload workload =
        (NetworkWorkload) Workloads.named(List.of("tutorial-infer-1")).get(0);
    try (Scratch scratch = Scratch.create();
        Peers peers = start(PEERS, scratch)) {
      assertThatThrownBy(() -> peers.prepare(Column.TORCH, workload, NOTHING))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("RuntimeError: no such layout");
    }
  }

  @Test
  void repeatsTheLastWordsOfOneThatEnds() throws IOException {
    String dying = "echo 'ImportError: no numpy' >&2";
    try (Scratch scratch = Scratch.create()) {
      assertThatThrownBy(() -> start(dying, scratch))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("it ended: ImportError: no numpy");
    }
  }

  @Test
  void refusesAnAnswerThatIsNone() throws IOException {
    String chatty = "read line; echo Hello";
    try (Scratch scratch = Scratch.create()) {
      assertThatThrownBy(() -> start(chatty, scratch))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("it answered with something else than JSON");
    }
  }
}
