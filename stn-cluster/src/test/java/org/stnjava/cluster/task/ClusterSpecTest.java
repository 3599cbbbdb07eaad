package org.stnjava.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterSpecTest {

  @Test
  void isReadFromTheAddressesOfItsJobs() {
    ClusterSpec cluster = ClusterSpec.parse(List.of("worker=a.b:1,[::1]:2", "ps=10.0.0.1:65535"));

    assertThat(cluster.ps()).containsExactly(new Address("10.0.0.1", 65_535));
    assertThat(cluster.workers()).containsExactly(new Address("a.b", 1), new Address("::1", 2));
    assertThat(cluster.tasks()).hasToString("[ps:0, worker:0, worker:1]");
    assertThat(cluster.target(Task.worker(1))).isEqualTo("grpc://[::1]:2");
    assertThat(cluster.definition().getJob(1).getTasksOrThrow(0)).isEqualTo("a.b:1");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ps=h:1 | cluster: expected at least one address of a worker but got none",
        "worker=h:1 | cluster: expected at least one address of a ps but got none",
        "gpu=h:1 | cluster: expected ps=HOST:PORT,… or worker=HOST:PORT,… but got 'gpu=h:1'",
        "ps | cluster: expected ps=HOST:PORT,… or worker=HOST:PORT,… but got 'ps'",
        "ps=h:1 ps=h:2 | cluster: expected the addresses of ps once but got them twice",
        "ps=h:1 worker=h:1 | cluster: expected an address of its own for each task but got h:1 twice",
        "ps=h:1 worker=h:0 | cluster: expected a port from 1 to 65535 but got 0",
        "ps=h:1 worker=h:65536 | cluster: expected a port from 1 to 65535 but got 65536",
        "ps=h:1 worker=h:2, | cluster: expected HOST:PORT, such as 127.0.0.1:2222, but got ''",
        "ps=h worker=h:2 | cluster: expected HOST:PORT, such as 127.0.0.1:2222, but got 'h'",
        "ps=::1:1 worker=h:2 | cluster: expected HOST:PORT, such as 127.0.0.1:2222, but got '::1:1'"
      })
  void saysWhatIsWrong(String jobs, String message) {
    assertThatThrownBy(() -> ClusterSpec.parse(List.of(jobs.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "worker:2 | task: expected one of [ps:0, worker:0, worker:1] but got 'worker:2'",
        "ps:1 | task: expected one of [ps:0, worker:0, worker:1] but got 'ps:1'",
        "chief:0 | task: expected ps:N or worker:N but got 'chief:0'",
        "worker | task: expected ps:N or worker:N but got 'worker'"
      })
  void saysWhichTasksThereAre(String task, String message) {
    ClusterSpec cluster = ClusterSpec.parse(List.of("ps=h:1", "worker=h:2,h:3"));

    assertThatThrownBy(() -> new ClusterServer(cluster, Task.parse(task)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "127.0.0.1:2, false",
    "0.0.0.0:2, true",
    "[::]:2, true",
    "[0:0:0:0:0:0:0:0]:2, true",
    "*:2, true",
    "[::1]:2, false"
  })
  void knowsAddressesThatStandForAll(String address, boolean isWildcard) {
    assertThat(Address.parse(address).isWildcard()).isEqualTo(isWildcard);
    assertThat(Address.parse(address)).hasToString(address);
  }
}
