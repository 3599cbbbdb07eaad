package org.stnjava.cluster.steps;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.cluster.steps.ParameterServer.Command;
import org.stnjava.cluster.task.LocalCluster;
import org.stnjava.cluster.task.RemoteSession;
import org.stnjava.cluster.task.Task;
import org.stnjava.cluster.task.TaskQueue;
import org.stnjava.train.config.DistributedConfig;
import org.stnjava.train.config.DistributedConfig.LostWorker;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

class ParameterServerTest {

  private static final DistributedConfig CONFIG =
      new DistributedConfig(true, LostWorker.WAIT, 1, 30);

  private static LocalCluster sent(Command... commands) {
    LocalCluster servers = LocalCluster.start(2, 1);
    TaskQueue queue = Command.queue(1);
    try (Graph graph = new Graph()) {
      queue.addSend(Ops.create(graph));
      try (Session session =
          RemoteSession.open(
              graph, servers.cluster().target(Task.CHIEF), ConfigProto.getDefaultInstance())) {
        for (Command command : commands) {
          TaskQueue.sendAll(session, List.of(command.to(queue)));
        }
      }
    }
    return servers;
  }

  @Test
  void servesUntilTheTrainingIsDone() {
    LocalCluster servers = sent(Command.KEEP_ALIVE, Command.KEEP_ALIVE, Command.STOP);

    assertThatCode(() -> ParameterServer.serve(servers.server(Task.ps(1)), CONFIG))
        .doesNotThrowAnyException();
  }

  @Test
  void failsWithTheTraining() {
    LocalCluster servers = sent(Command.ABORT);

    assertThatThrownBy(() -> ParameterServer.serve(servers.server(Task.ps(1)), CONFIG))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the training run has failed; worker:0 prints the reason");
  }

  @Test
  void doesNotWaitForAChiefForEver() {
    LocalCluster servers = LocalCluster.start(1, 1);
    DistributedConfig impatient = new DistributedConfig(true, LostWorker.WAIT, 1, 1);

    assertThatThrownBy(() -> ParameterServer.serve(servers.server(Task.ps(0)), impatient))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no message from worker:0 for 1 s");
  }
}
