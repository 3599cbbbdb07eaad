package org.stnjava.train.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.List;
import org.stnjava.train.cluster.Node.Listening;

/**
 * The port that a server listens on, and whom it answers.
 *
 * <p>TensorFlow binds to all addresses of the machine, whatever address it is given; a filter in
 * the kernel makes up for that.
 *
 * @param address as the cluster gives it
 * @param own its addresses; none if all of the machine's may be used
 */
record ListeningPort(Address address, List<InetAddress> own) {

  /** Takes a copy. */
  ListeningPort {
    own = List.copyOf(own);
  }

  /**
   * Checks that a server can listen.
   *
   * @throws IllegalArgumentException if the address is another machine's, stands for all addresses,
   *     or its port is in use
   */
  static ListeningPort check(Task task, Address address, Listening listening) {
    if (listening == Listening.ANYWHERE) {
      requireFree(task, address);
      return new ListeningPort(address, List.of());
    }
    if (address.isWildcard()) {
      throw new IllegalArgumentException(
          "cluster: %s: expected one address, for TensorFlow's servers trust everyone, but got %s; --listen-anywhere allows it"
              .formatted(task, address));
    }
    List<InetAddress> own = address.resolve();
    if (own.stream().noneMatch(ListeningPort::isOfThisMachine)) {
      throw new IllegalArgumentException(
          "cluster: %s: expected an address of this machine but got %s; --listen-anywhere allows it"
              .formatted(task, address));
    }
    if (!AddressFilter.isAvailable()) {
      throw new IllegalArgumentException(
          "cluster: %s: expected Linux, for elsewhere TensorFlow's servers answer on all addresses and not only on %s; --listen-anywhere allows it"
              .formatted(task, address));
    }
    requireFree(task, address);
    return new ListeningPort(address, own);
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  private static void requireFree(Task task, Address address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address.port()));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cluster: %s: expected a free port but got %s, which cannot be used: %s"
              .formatted(task, address, e.getMessage()),
          e);
    }
  }

  /** Has the kernel drop what was sent to other addresses, once a server is bound. */
  void restrict() {
    if (!own.isEmpty()) {
      AddressFilter filter = new AddressFilter(own);
      ListeningSockets.of(address.port()).forEach(filter::attach);
    }
  }

  /** {@return the address, or the port of all addresses} */
  @Override
  public String toString() {
    return own.isEmpty()
        ? "port %d of all addresses".formatted(address.port())
        : address.toString();
  }
}
