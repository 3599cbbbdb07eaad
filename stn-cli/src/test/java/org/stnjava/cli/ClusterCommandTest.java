package org.stnjava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings in several processes, the tasks being threads of this one. */
class ClusterCommandTest {

  private static final String TRAIN =
      "train mnist-r --net fcn --steps 2 --batch 8 --set evaluations=1";

  @TempDir Path temporary;

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  private static CompletableFuture<Program> start(String arguments, Object... more) {
    return CompletableFuture.supplyAsync(() -> Program.run(arguments, more));
  }

  @Test
  void trainsWithOneCommandForEachTask() throws IOException {
    List<Integer> ports = freePorts(3);
    String cluster =
        TRAIN
            + " --cluster ps=127.0.0.1:%d --cluster worker=127.0.0.1:%d,127.0.0.1:%d"
                .formatted(ports.get(0), ports.get(1), ports.get(2));
    Path run = temporary.resolve("run");

    CompletableFuture<Program> ps = start(cluster + " --task ps:0");
    CompletableFuture<Program> worker = start(cluster + " --task worker:1");
    Program chief = Program.run(cluster + " --task worker:0 --run", run);

    assertThat(chief.code()).as(chief.err()).isZero();
    assertThat(chief.out()).contains("(fcn on mnist-r, ").contains(" parameters, 2 steps)");
    assertThat(chief.err()).startsWith("worker:0 listens on 127.0.0.1:" + ports.get(1));
    assertThat(worker.join().code()).as(worker.join().err()).isZero();
    assertThat(worker.join().err()).endsWith("worker:1 has ended with the training run\n");
    assertThat(ps.join().code()).as(ps.join().err()).isZero();
    assertThat(ps.join().err()).endsWith("ps:0 has ended with the training run\n");
    assertThat(Files.readString(run.resolve("config.yaml")))
        .contains("sync: true")
        .contains("onLostWorker: wait");
    assertThat(run.resolve("report.html")).exists();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--task ps:0 | --cluster: expected the addresses of all tasks, as there is --task ps:0, but"
            + " got none",
        "--cluster ps=h:1 --cluster worker=h:2 | --task: expected one of [ps:0, worker:0] but got none",
        "--cluster ps=h:1 --cluster worker=h:2 --task worker:1 | --task: expected one of [ps:0, worker:0]"
            + " but got 'worker:1'",
        "--cluster ps=h:1 --cluster worker=h:2 --task first | --task: expected ps:N or worker:N but got"
            + " 'first'",
        "--cluster worker=h:2 --task worker:0 | --cluster: expected at least one address of a ps but got"
            + " none",
        "--cluster ps=h --cluster worker=h:2 --task ps:0 | --cluster: expected HOST:PORT, such as"
            + " 127.0.0.1:2222, but got 'h'",
        "--cluster ps=0.0.0.0:1 --cluster worker=h:2 --task ps:0 | --cluster: ps:0: expected one address,"
            + " because TensorFlow's servers trust every client, but got 0.0.0.0:1; --listen-anywhere allows it",
        "--set onLostWorker=panic | --set: onLostWorker: expected one of [wait, drop] but got 'panic'",
        "--set lostAfter=0 | --set: lostAfter: expected at least 1 second but got 0"
      })
  void saysWhatIsWrong(String arguments, String message) {
    Path run = temporary.resolve("run");

    Program.run("train mnist-r " + arguments + " --run", run)
        .mustBeRefused("stn train: " + message);

    assertThat(run).doesNotExist();
  }

  @Test
  void refusesAPortInUse() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      String address = "127.0.0.1:" + socket.getLocalPort();

      Program.run("train --task ps:0 --cluster worker=127.0.0.1:1 --cluster", "ps=" + address)
          .mustBeRefused(
              "stn train: --cluster: ps:0: expected a free port but got %s, which cannot be used: Address already in use"
                  .formatted(address));
    }
  }

  @Test
  void refusesABatchThatCannotBeSharedOut() throws IOException {
    List<Integer> ports = freePorts(3);
    Path run = temporary.resolve("run");

    Program.run(
            "train --batch 9 --task worker:0 --cluster ps=127.0.0.1:%d --cluster worker=127.0.0.1:%d,127.0.0.1:%d --run"
                .formatted(ports.get(0), ports.get(1), ports.get(2)),
            run)
        .mustBeRefused("stn train: --batch: expected a multiple of the 2 workers but got 9");

    assertThat(run).doesNotExist();
  }
}
