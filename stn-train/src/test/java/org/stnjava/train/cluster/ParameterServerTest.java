package org.stnjava.train.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stnjava.train.cluster.ClusterConfig.LostWorker;
import org.tensorflow.Graph;
import org.tensorflow.RemoteSession;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

class ParameterServerTest {

  private static final ClusterConfig CONFIG = new ClusterConfig(true, LostWorker.WAIT, 1, 30);

  private static LocalCluster told(Signal... signals) {
    LocalCluster servers = LocalCluster.start(2, 1);
    Mail mail = Mail.signals(1);
    try (Graph graph = new Graph()) {
      mail.addSend(Ops.create(graph));
      try (Session session =
          RemoteSession.open(
              graph, servers.cluster().target(Task.CHIEF), ConfigProto.getDefaultInstance())) {
        for (Signal signal : signals) {
          Message.send(session, List.of(Message.of(mail, signal.numbers(), 0)));
        }
      }
    }
    return servers;
  }

  @Test
  void servesUntilTheTrainingIsDone() {
    LocalCluster servers = told(Signal.WAIT, Signal.WAIT, Signal.END);

    assertThatCode(() -> ParameterServer.serve(servers.node(Task.ps(1)), CONFIG))
        .doesNotThrowAnyException();
  }

  @Test
  void failsWithTheTraining() {
    LocalCluster servers = told(Signal.FAIL);

    assertThatThrownBy(() -> ParameterServer.serve(servers.node(Task.ps(1)), CONFIG))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the training has failed; worker:0 says why");
  }

  @Test
  void doesNotWaitForAChiefForEver() {
    LocalCluster servers = LocalCluster.start(1, 1);
    ClusterConfig impatient = new ClusterConfig(true, LostWorker.WAIT, 1, 1);

    assertThatThrownBy(() -> ParameterServer.serve(servers.node(Task.ps(0)), impatient))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("worker:0 has not been heard of for 1 s");
  }
}
