package org.stnjava.bench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.bench.peer.TrainingSteps;
import org.stnjava.bench.workload.Inputs;
import org.stnjava.bench.workload.Network;
import org.stnjava.bench.workload.NetworkWorkload;
import org.stnjava.bench.workload.Pass;
import org.stnjava.ops.sample.Sampler;
import org.tensorflow.proto.AllocationRecord;
import org.tensorflow.proto.AllocatorMemoryUsed;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.StepStats;

class StepTraceTest {

  private static final long SEED = 3;

  /** A node that starts at a millisecond, works that long, and takes and gives back bytes. */
  private static NodeExecStats node(String label, int start, int millis, long... bytes) {
    AllocatorMemoryUsed.Builder memory = AllocatorMemoryUsed.newBuilder();
    for (int i = 0; i < bytes.length; i++) {
      memory.addAllocationRecords(
          AllocationRecord.newBuilder()
              .setAllocMicros(1000L * (start + i))
              .setAllocBytes(bytes[i]));
    }
    return NodeExecStats.newBuilder()
        .setNodeName("a node")
        .setTimelineLabel(label)
        .setAllStartNanos(start * 1_000_000L)
        .setOpEndRelNanos(millis * 1_000_000L)
        .setAllEndRelNanos(millis * 1_000_000L)
        .addMemory(memory)
        .build();
  }

  private static StepTrace trace(NodeExecStats... nodes) {
    DeviceStepStats.Builder device = DeviceStepStats.newBuilder();
    for (NodeExecStats node : nodes) {
      device.addNodeStats(node);
    }
    return new StepTrace(StepStats.newBuilder().addDevStats(device).build());
  }

  @Test
  void addsUpEachKindOfOperation() {
    StepTrace trace =
        trace(
            node("a = MatMul(x, y)", 10, 2),
            node("b = Relu(a)", 12, 7),
            node("c = MatMul(b, y)", 13, 1),
            node("_SOURCE", 9, 1));

    assertThat(trace.shares())
        .containsExactly(
            new StepTrace.Share("Relu", 1, 7),
            new StepTrace.Share("MatMul", 2, 3),
            new StepTrace.Share("a node", 1, 1));
    assertThat(trace.millis()).isEqualTo(10);
  }

  @Test
  void findsTheMostMemoryAtOneTime() {
    StepTrace trace =
        trace(node("a = A()", 0, 1, 100, 0, 0, -100), node("b = B(a)", 1, 1, 30, -30, 50));

    assertThat(trace.peakBytes()).isEqualTo(130);
  }

  @Test
  void breaksARealStepDown() {
    NetworkWorkload workload = new NetworkWorkload(Network.TUTORIAL, Pass.BOTH, 3);
    Inputs inputs = workload.inputs(SEED);
    try (TrainingSteps steps = TrainingSteps.of(workload, inputs, Sampler.bilinear(), SEED)) {
      StepBreakdown breakdown = StepBreakdown.of(steps);

      long oneLayer = 3 * 24 * 24 * 10 * Float.BYTES;
      assertThat(breakdown.trace().peakBytes()).isGreaterThan(oneLayer);
      assertThat(breakdown.nativeTime()).isPositive();
      // Which kinds are the longest is the machine's to say; that they ran is not.
      List<String> kinds =
          breakdown.trace().shares().stream().map(StepTrace.Share::operation).toList();
      assertThat(kinds).anyMatch(kind -> kind.contains("Conv2DBackpropFilter"));
      assertThat(breakdown.text("tutorial", 2).lines())
          .hasSize(8)
          .anyMatch(line -> line.startsWith("| tutorial | "))
          .satisfies(line -> assertThat(line).startsWith("| " + kinds.get(0) + " | "), atIndex(6))
          .satisfies(line -> assertThat(line).startsWith("| " + kinds.get(1) + " | "), atIndex(7));
    }
  }
}
