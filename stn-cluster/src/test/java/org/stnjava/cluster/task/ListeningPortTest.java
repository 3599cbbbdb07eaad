package org.stnjava.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.stnjava.cluster.task.ClusterServer.Listening;

@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a server listens only anywhere")
class ListeningPortTest {

  private static final int MILLIS = 500;
  private static final InetAddress SIX = new Address("::1", 1).resolve().get(0);

  private static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void letsTensorFlowAnswerOnItsAddressOnly() {
    Address ps = LocalCluster.start(1, 1).cluster().ps().get(0);

    assertThat(answers("127.0.0.1", ps.port())).isTrue();
    assertThat(answers("127.0.0.2", ps.port())).isFalse();
  }

  @Test
  void letsThroughWhatIsSentToAnyAddressOfItsHost() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      Address address = new Address("127.0.0.2", socket.getLocalPort());
      assertThat(answers("127.0.0.1", address.port())).isTrue();

      new ListeningPort(address, List.of(SIX, address.resolve().get(0))).restrict();

      assertThat(answers("127.0.0.2", address.port())).isTrue();
      assertThat(answers("127.0.0.1", address.port())).isFalse();
      if (SIX.isReachable(MILLIS)) {
        assertThat(answers("::1", address.port())).isTrue();
      }
    }
  }

  @Test
  void leavesTheAddressesOpenWhereThatIsWanted() throws IOException {
    Address address = new Address("0.0.0.0", LocalCluster.freeAddresses(1).get(0).port());
    ListeningPort port = ListeningPort.check(Task.CHIEF, address, Listening.ANYWHERE);

    try (ServerSocket socket = new ServerSocket(address.port())) {
      port.restrict();

      assertThat(answers("127.0.0.2", socket.getLocalPort())).isTrue();
    }
    assertThat(port).hasToString("port %d of all addresses".formatted(address.port()));
  }

  private static void assertRefused(Address address, String message) {
    assertThatThrownBy(() -> ListeningPort.check(Task.CHIEF, address, Listening.GIVEN_ADDRESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesAllAddressesAtOnce() {
    assertRefused(
        new Address("0.0.0.0", 2222),
        "cluster: worker:0: expected one address, because TensorFlow's servers trust every client, but got"
            + " 0.0.0.0:2222; --listen-anywhere allows it");
  }

  @Test
  void refusesTheAddressOfAnotherMachine() {
    // Kept free for documentation (RFC 5737).
    assertRefused(
        new Address("192.0.2.1", 2222),
        "cluster: worker:0: expected an address of this machine but got 192.0.2.1:2222;"
            + " --listen-anywhere allows it");
  }

  @Test
  void refusesAPortInUse() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      Address address = new Address("127.0.0.1", socket.getLocalPort());

      assertRefused(
          address,
          "cluster: worker:0: expected a free port but got %s, which cannot be used: Address already in use"
              .formatted(address));
    }
  }
}
