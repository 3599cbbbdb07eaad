package org.stnjava.train.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Session;

/**
 * What the chief says and hears.
 *
 * @param session of the chief's graph; may be used by several threads
 * @param reports what it hears
 * @param orders what it tells each worker
 * @param signals what it tells each parameter server
 * @param sums how many accumulators there are; 0 if each worker updates by itself
 */
record Chief(Session session, Mail reports, List<Mail> orders, List<Mail> signals, int sums) {

  int workers() {
    return orders.size();
  }

  /** Tells workers what to do, each its own. */
  void tell(Map<Integer, Order> all) {
    Message.send(
        session,
        all.entrySet().stream().map(e -> message(orders.get(e.getKey()), e.getValue())).toList());
  }

  /** Tells all workers the same. */
  void tellAll(Order.Kind kind) {
    Message.send(session, orders.stream().map(mail -> message(mail, Order.of(kind))).toList());
  }

  /** Tells one parameter server something. */
  void signal(int ps, Signal signal) {
    Message.send(session, List.of(Message.of(signals.get(ps), signal.numbers(), 0)));
  }

  /** Tells all that the chief lives. */
  void beat() {
    tellAll(Order.Kind.WAIT);
    IntStream.range(0, signals.size()).forEach(ps -> signal(ps, Signal.WAIT));
  }

  /** The next report; absent if none comes in time. */
  Optional<Report> hear(Duration limit) {
    return reports.receive(session, limit, Report::read);
  }

  /** Begins anew: gradients of attempts before this one are forgotten, and no longer taken. */
  void begin(long attempt) {
    if (sums > 0) {
      Accumulators.clear(session, sums, attempt);
    }
  }

  private static Message message(Mail mail, Order order) {
    return Message.of(mail, order.numbers(), order.rate());
  }
}
