package org.stnjava.train.cluster;

import java.util.List;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The tensors of a message, <b>to be closed</b> once it is sent.
 *
 * @param mail where it goes
 * @param whole its whole numbers
 * @param real its real number
 */
record Message(Mail mail, TInt64 whole, TFloat32 real) implements AutoCloseable {

  static Message of(Mail mail, long[] whole, float real) {
    return new Message(mail, TInt64.vectorOf(whole), TFloat32.scalarOf(real));
  }

  /** Sends messages, all at once, and closes them. */
  static void send(Session session, List<Message> messages) {
    Session.Runner run = session.runner();
    try {
      messages.forEach(message -> message.mail.send(run, message.whole, message.real));
      run.run().close();
    } finally {
      messages.forEach(Message::close);
    }
  }

  @Override
  public void close() {
    whole.close();
    real.close();
  }
}
