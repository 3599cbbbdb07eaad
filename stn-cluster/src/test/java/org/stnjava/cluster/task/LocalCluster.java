package org.stnjava.cluster.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.stnjava.cluster.task.ClusterServer.Listening;

/** The servers of a whole cluster in this process; they run until it ends. */
public record LocalCluster(ClusterSpec cluster) {

  public static LocalCluster start(int ps, int workers) {
    List<Address> addresses = freeAddresses(ps + workers);
    ClusterSpec cluster =
        new ClusterSpec(addresses.subList(0, ps), addresses.subList(ps, addresses.size()));
    cluster
        .tasks()
        .forEach(task -> new ClusterServer(cluster, task).start(Listening.GIVEN_ADDRESS));
    return new LocalCluster(cluster);
  }

  public ClusterServer server(Task task) {
    return new ClusterServer(cluster, task);
  }

  public static List<Address> freeAddresses(int count) {
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
