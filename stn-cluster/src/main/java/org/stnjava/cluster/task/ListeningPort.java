package org.stnjava.cluster.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stnjava.cluster.task.ClusterServer.Listening;

/**
 * The port that a server listens on, and the addresses on which it answers.
 *
 * <p>TensorFlow binds to all addresses of the machine, whichever address it is given; a packet
 * filter in the kernel restricts that to the address's own.
 *
 * @param address as the cluster specifies it
 * @param own the resolved addresses; empty if the server answers on all addresses of the machine
 */
record ListeningPort(Address address, List<InetAddress> own) {

  private static final Path SELF = Path.of("/proc/self");

  /** The state of a listening socket, and columns of {@code /proc/self/net/tcp}. */
  private static final String LISTENS = "0A";

  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** Copies the list. */
  ListeningPort {
    own = List.copyOf(own);
  }

  /**
   * Checks that a server can listen on an address.
   *
   * @throws IllegalArgumentException if the address belongs to another machine, is a wildcard, or
   *     its port is in use
   */
  static ListeningPort check(Task task, Address address, Listening listening) {
    if (listening == Listening.ANYWHERE) {
      requireFree(task, address);
      return new ListeningPort(address, List.of());
    }
    if (address.isWildcard()) {
      throw new IllegalArgumentException(
          "cluster: %s: expected one address, because TensorFlow's servers trust every client, but got %s; --listen-anywhere allows it"
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
          "cluster: %s: expected Linux, because elsewhere TensorFlow's servers answer on all addresses and not only on %s; --listen-anywhere allows it"
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

  /**
   * Makes the kernel drop packets to other addresses; call it once the server is bound.
   *
   * @throws IllegalStateException if no socket of this process listens on the port
   */
  void restrict() {
    if (!own.isEmpty()) {
      AddressFilter filter = new AddressFilter(own);
      sockets(address.port()).forEach(filter::attach);
    }
  }

  /** The descriptors of this process's sockets that listen on a port, as Linux lists them. */
  private static List<Integer> sockets(int port) {
    try {
      Set<String> links = new TreeSet<>();
      for (String table : List.of("net/tcp", "net/tcp6")) {
        Path file = SELF.resolve(table);
        if (Files.exists(file)) {
          try (Stream<String> lines = Files.lines(file)) {
            lines
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> listens(columns, port))
                .forEach(columns -> links.add("socket:[" + columns[INODE] + "]"));
          }
        }
      }
      List<Integer> found = descriptors(links);
      if (found.isEmpty()) {
        throw new IllegalStateException("no socket of this process listens on port " + port);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("the sockets of this process are not listed", e);
    }
  }

  private static boolean listens(String[] columns, int port) {
    return columns.length > INODE
        && columns[STATE].equals(LISTENS)
        && columns[LOCAL].endsWith(":%04X".formatted(port));
  }

  private static List<Integer> descriptors(Set<String> links) throws IOException {
    List<Integer> descriptors = new ArrayList<>();
    try (Stream<Path> files = Files.list(SELF.resolve("fd"))) {
      for (Path file : files.toList()) {
        if (Files.isSymbolicLink(file) && links.contains(target(file))) {
          descriptors.add(Integer.parseInt(file.getFileName().toString()));
        }
      }
    }
    return descriptors;
  }

  /** Empty if the descriptor was closed after the folder was listed. */
  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "";
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
