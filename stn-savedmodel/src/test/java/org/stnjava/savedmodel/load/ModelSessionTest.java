package org.stnjava.savedmodel.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stnjava.savedmodel.Fixture;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/** Calls of one model from several threads. */
class ModelSessionTest {

  private static final Fixture FIXTURE = Fixture.of("nested");
  private static final int THREADS = 4;

  @Test
  @Timeout(120)
  void refusesNewCallsWhileItIsClosed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    LoadedModel model = LoadedModel.open(FIXTURE.folder());
    Map<String, Tensor> inputs = FIXTURE.inputs(FIXTURE.signature());
    CountDownLatch called = new CountDownLatch(THREADS);
    List<Future<Void>> endless =
        IntStream.range(0, THREADS)
            .mapToObj(
                i ->
                    threads.<Void>submit(
                        () -> {
                          while (true) {
                            model.call(FIXTURE.signature(), inputs).close();
                            called.countDown();
                          }
                        }))
            .toList();
    called.await();

    model.close();

    for (Future<Void> calls : endless) {
      assertThatThrownBy(calls::get)
          .hasRootCauseInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage(
              "model %s: expected an open model but it is closed".formatted(FIXTURE.folder()));
    }
    model.close();
    threads.shutdown();
    inputs.values().forEach(Tensor::close);
  }

  @Test
  void givesATensorTwiceToConcurrentFirstCalls() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    Map<String, Tensor> inputs = FIXTURE.inputs(FIXTURE.signature());
    try (LoadedModel model = LoadedModel.open(FIXTURE.folder())) {
      String node = model.signature(FIXTURE.signature()).output("logits").node();
      String image = model.signature(FIXTURE.signature()).input("image").node();
      LoadedModel twice =
          model.withSignature("twice", List.of(image), List.of(node, node.replaceFirst(":0$", "")));
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Integer>> calls =
          IntStream.range(0, THREADS)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            try (Result result =
                                twice.call("twice", Map.of(image, inputs.get("image")))) {
                              return result.size();
                            }
                          }))
              .toList();
      start.countDown();

      for (Future<Integer> call : calls) {
        assertThat(call.get()).isEqualTo(2);
      }
    } finally {
      threads.shutdown();
      inputs.values().forEach(Tensor::close);
    }
  }
}
