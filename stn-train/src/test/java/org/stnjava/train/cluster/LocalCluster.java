package org.stnjava.train.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.stnjava.train.cluster.Node.Listening;

/** The servers of a whole cluster in this process; they run until it ends. */
record LocalCluster(Cluster cluster) {

  static LocalCluster start(int ps, int workers) {
    List<Address> addresses = freeAddresses(ps + workers);
    Cluster cluster =
        new Cluster(addresses.subList(0, ps), addresses.subList(ps, addresses.size()));
    cluster.tasks().forEach(task -> new Node(cluster, task).start(Listening.GIVEN_ADDRESS));
    return new LocalCluster(cluster);
  }

  Node node(Task task) {
    return new Node(cluster, task);
  }

  static List<Address> freeAddresses(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Address> addresses = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        addresses.add(new Address("127.0.0.1", socket.getLocalPort()));
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return addresses;
  }
}
