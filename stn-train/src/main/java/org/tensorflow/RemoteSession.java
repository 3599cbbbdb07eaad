package org.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetTarget;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * Opens sessions whose graphs run on servers, here or on other machines.
 *
 * <p>{@link Session}'s own constructors always run a graph in this process: they leave out the
 * target that TensorFlow's C interface takes. The constructor that takes a native session is
 * visible to this package only, hence the place of this class. It works on the class path; as a
 * module, TensorFlow would not share its package.
 */
public final class RemoteSession {

  private RemoteSession() {}

  /**
   * Opens a session on a server. Nothing is sent before its first run, which waits until every task
   * that the device filters let through has answered.
   *
   * @param graph what to run; nodes are placed by the names of their devices
   * @param target the server that distributes the work, such as {@code grpc://127.0.0.1:2222}
   * @param config the options
   * @return the session, <b>to be closed</b>
   */
  @SuppressWarnings("try") // The scope frees what is made while it is open.
  public static Session open(Graph graph, String target, ConfigProto config) {
    try (Graph.Reference reference = graph.ref();
        PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      TF_SetTarget(options, target);
      BytePointer bytes = new BytePointer(config.toByteArray());
      TF_SetConfig(options, bytes, bytes.capacity(), status);
      status.throwExceptionIfNotOK();
      TF_Session session = TF_Session.newSession(reference.nativeHandle(), options, status);
      status.throwExceptionIfNotOK();
      return new Session(graph, session.retainReference());
    }
  }
}
