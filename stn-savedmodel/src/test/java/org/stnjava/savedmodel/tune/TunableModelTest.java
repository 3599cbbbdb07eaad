package org.stnjava.savedmodel.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.models.layer.Weight;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class TunableModelTest {

  private static final float TOLERANCE = 1e-4f;

  @ParameterizedTest
  @MethodSource("org.stnjava.savedmodel.Fixture#names")
  void hasTheGradientsOfPython(String name) {
    Fixture fixture = Fixture.of(name);
    Map<String, Tensor> feeds = feeds(fixture);

    try (LoadedModel model = LoadedModel.open(fixture.folder());
        TunableModel tunable = TunableModel.open(model, tuning(fixture, feeds), 0)) {
      Map<String, float[]> gradients = gradients(fixture, tunable, feeds);

      Map<String, JsonNode> expected = new LinkedHashMap<>();
      fixture
          .training()
          .get("gradients")
          .properties()
          .forEach(e -> expected.put(e.getKey(), e.getValue()));
      JsonNode input = fixture.training().get("input_gradient");
      if (!input.isNull()) {
        expected.put("", input);
      }
      assertThat(gradients).hasSameSizeAs(expected);
      expected.forEach((key, array) -> assertGradient(gradients, key, Fixture.floats(array)));
    } finally {
      feeds.values().forEach(Tensor::close);
    }
  }

  /** A number behind a name tells variables of the same name apart, which Java names otherwise. */
  private static void assertGradient(Map<String, float[]> all, String key, float... expected) {
    int number = key.indexOf('#');
    if (number < 0) {
      assertThat(all.get(key)).as(key).containsExactly(expected, offset(TOLERANCE));
      return;
    }
    String name = key.substring(0, number);
    assertThat(all.entrySet())
        .as(key)
        .filteredOn(entry -> entry.getKey().startsWith(name))
        .extracting(Map.Entry::getValue)
        .anySatisfy(found -> assertThat(found).containsExactly(expected, offset(TOLERANCE)));
  }

  /** What is fed, the training switch of the dropout fixture left out as it is a constant. */
  private static Map<String, Tensor> feeds(Fixture fixture) {
    Map<String, Tensor> feeds = new LinkedHashMap<>(fixture.inputs(fixture.signature()));
    feeds.putAll(fixture.feeds());
    return feeds;
  }

  private static Tuning tuning(Fixture fixture, Map<String, Tensor> feeds) {
    Tuning tuning = Tuning.of(fixture.signature());
    for (Map.Entry<String, Tensor> feed : feeds.entrySet()) {
      if (feed.getValue().rank() == 0) {
        tuning = tuning.with(feed.getKey(), feed.getValue());
      }
    }
    return tuning;
  }

  private static Map<String, float[]> gradients(
      Fixture fixture, TunableModel tunable, Map<String, Tensor> feeds) {
    Ops tf = Ops.create(tunable.graph());
    @SuppressWarnings("unchecked")
    Operand<TFloat32> logits =
        (Output<TFloat32>) tunable.output(fixture.training().get("logits").asText());
    Operand<TFloat32> targets =
        tf.oneHot(tf.constant(fixture.labels()), tf.constant(3), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> loss =
        tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss(), tf.constant(0));
    Map<String, Output<?>> xs = new LinkedHashMap<>();
    for (Weight weight : tunable.weights().all()) {
      if (tunable.isTrainable(weight.name())) {
        xs.put(weight.name(), weight.handle().asOutput());
      }
    }
    String input = fixture.training().get("input").asText();
    if (feeds.get(input) instanceof TFloat32) {
      xs.put("", tunable.input(input));
    }
    List<Optional<Output<?>>> gradients =
        tunable.gradients(loss.asOutput(), new ArrayList<>(xs.values()));
    InstalledModel installed = tunable.install(UnaryOperator.identity());
    Session.Runner runner = installed.session().runner();
    feeds.forEach(
        (name, tensor) -> {
          if (tensor.rank() > 0) {
            runner.feed(installed.name(tunable.input(name)), tensor);
          }
        });
    gradients.forEach(gradient -> runner.fetch(installed.name(gradient.orElseThrow())));
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      int next = 0;
      for (String name : xs.keySet()) {
        TFloat32 gradient = (TFloat32) result.get(next++);
        float[] numbers = new float[(int) gradient.size()];
        gradient.copyTo(NdArrays.wrap(gradient.shape(), DataBuffers.of(numbers)));
        values.put(name, numbers);
      }
    }
    return values;
  }
}
