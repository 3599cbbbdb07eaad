package org.stnjava.train.cluster;

import org.tensorflow.Graph;
import org.tensorflow.RemoteSession;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/** A task whose server keeps parameters while it waits for the end. */
public final class ParameterServer {

  private ParameterServer() {}

  /**
   * Waits until the chief says that the training has ended.
   *
   * @param node the server
   * @param config how the cluster works
   * @throws IllegalStateException if the training failed, or the chief was not heard of in time
   */
  public static void serve(Node node, ClusterConfig config) {
    Mail mail = Mail.signals(node.task().index());
    ConfigProto own = ConfigProto.newBuilder().addDeviceFilters(node.task().device()).build();
    try (Graph graph = new Graph()) {
      mail.addReceive(Ops.create(graph));
      try (Session session = RemoteSession.open(graph, node.cluster().target(node.task()), own)) {
        boolean goesOn = true;
        while (goesOn) {
          goesOn = isToGoOn(mail, session, config);
        }
      }
    }
  }

  private static boolean isToGoOn(Mail mail, Session session, ClusterConfig config) {
    Signal signal =
        mail.receive(session, config.patience(), Signal::read)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "%s has not been heard of for %d s"
                            .formatted(Task.CHIEF, config.giveUpAfter())));
    if (signal == Signal.FAIL) {
      throw new IllegalStateException("the training has failed; %s says why".formatted(Task.CHIEF));
    }
    return signal == Signal.WAIT;
  }
}
