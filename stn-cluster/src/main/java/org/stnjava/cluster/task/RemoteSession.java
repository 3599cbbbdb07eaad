package org.stnjava.cluster.task;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetTarget;

import com.google.common.base.Throwables;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * Opens sessions whose graphs run on TensorFlow servers.
 *
 * <p>TensorFlow Java 1.1.0 has no public way to do so. {@link Session}'s public constructors omit
 * the target that TensorFlow's C API takes, and {@link ConfigProto} has no field for it. The
 * constructor that wraps a native session and the native handle of a {@link Graph} are
 * package-private. Method handles reach them; a class in {@code org.tensorflow} would, too, but a
 * package that two jars share keeps both off the module path. On the class path no option is
 * needed. On the module path this class, and nothing else of the toolkit, needs {@code --add-opens
 * tensorflow/org.tensorflow=stn.cluster}.
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
   * @throws IllegalStateException if {@code org.tensorflow} is not open to this module on the
   *     module path
   */
  @SuppressWarnings("try") // The scope frees what is allocated while it is open.
  public static Session open(Graph graph, String target, ConfigProto config) {
    Internals internals = Internals.find();
    try (AutoCloseable reference = internals.reference(graph);
        PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      TF_SetTarget(options, target);
      BytePointer bytes = new BytePointer(config.toByteArray());
      TF_SetConfig(options, bytes, bytes.capacity(), status);
      status.throwExceptionIfNotOK();
      TF_Session session = TF_Session.newSession(internals.handle(reference), options, status);
      status.throwExceptionIfNotOK();
      return internals.session(graph, session.retainReference());
    } catch (Exception e) {
      Throwables.throwIfUnchecked(e);
      throw new IllegalStateException(e);
    }
  }

  /**
   * The package-private members of TensorFlow Java.
   *
   * @param reference {@code Graph.ref()}, which keeps a graph open
   * @param handle {@code Graph.Reference.nativeHandle()}
   * @param constructor {@code new Session(Graph, TF_Session)}
   */
  private record Internals(MethodHandle reference, MethodHandle handle, MethodHandle constructor) {

    static Internals find() {
      try {
        MethodHandles.Lookup lookup =
            MethodHandles.privateLookupIn(Session.class, MethodHandles.lookup());
        Class<?> reference = lookup.findClass(Graph.class.getName() + "$Reference");
        return new Internals(
            lookup.findVirtual(Graph.class, "ref", MethodType.methodType(reference)),
            lookup.findVirtual(reference, "nativeHandle", MethodType.methodType(TF_Graph.class)),
            lookup.findConstructor(
                Session.class, MethodType.methodType(void.class, Graph.class, TF_Session.class)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "cluster: expected TensorFlow Java 1.1 and, on the module path, --add-opens tensorflow/org.tensorflow=stn.cluster but got: "
                + e.getMessage(),
            e);
      }
    }

    AutoCloseable reference(Graph graph) {
      return (AutoCloseable) call(reference, graph);
    }

    TF_Graph handle(AutoCloseable graphReference) {
      return (TF_Graph) call(handle, graphReference);
    }

    Session session(Graph graph, TF_Session session) {
      return (Session) call(constructor, graph, session);
    }

    private static Object call(MethodHandle handle, Object... arguments) {
      try {
        return handle.invokeWithArguments(arguments);
      } catch (Throwable e) {
        Throwables.throwIfUnchecked(e);
        throw new IllegalStateException(e);
      }
    }
  }
}
