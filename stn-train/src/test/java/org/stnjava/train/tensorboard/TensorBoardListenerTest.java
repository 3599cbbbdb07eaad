package org.stnjava.train.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.train.diagnose.WatchedExamples;
import org.stnjava.train.event.EvaluationEnded;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingStarted;
import org.stnjava.train.metric.EvaluationSet;
import org.stnjava.train.metric.MetricRow;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/** The files themselves; tools/tensorboard opens them with TensorBoard. */
class TensorBoardListenerTest {

  private static final TrainingStarted START = started(0);

  @TempDir Path folder;

  private static TrainingStarted started(int step) {
    GraphDef graph = GraphDef.newBuilder().addNode(NodeDef.newBuilder().setName("loss")).build();
    return new TrainingStarted(
        step, 1, new TrainingStarted.Images(2, 3, EvaluationSet.TEST), graph);
  }

  private static StepEnded step(int number) {
    return new StepEnded(number, 0.5, 0.1, 1, 0.5, Duration.ZERO);
  }

  private List<Event> events(String name) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] event = new byte[(int) bytes.getLong()];
      bytes.getInt();
      bytes.get(event);
      bytes.getInt();
      events.add(Event.parseFrom(event));
    }
    return events;
  }

  private List<Event> events() throws IOException {
    return events("events.out.tfevents.0000000000.stn");
  }

  @Test
  void beginsWithItsFormatItsStartAndTheGraph() throws IOException {
    try (TensorBoardListener listener = new TensorBoardListener(folder.resolve("."))) {
      listener.onStart(START);
    }

    List<Event> events = events();
    assertThat(events).hasSize(3);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
    assertThat(GraphDef.parseFrom(events.get(2).getGraphDef())).isEqualTo(START.graph());
  }

  @Test
  void framesRecordsAsTensorFlowDoes() throws IOException {
    try (TensorBoardListener listener = new TensorBoardListener(folder)) {
      listener.onStart(START);
    }

    byte[] bytes = Files.readAllBytes(folder.resolve("events.out.tfevents.0000000000.stn"));
    // A time of 9 bytes and a version of 15; masked_crc32c of tensorboard 2.21 for that length.
    assertThat(bytes[0]).isEqualTo((byte) 24);
    assertThat(ByteBuffer.wrap(bytes, 8, 4).order(ByteOrder.LITTLE_ENDIAN).getInt())
        .isEqualTo(0x224b7fa3);
  }

  @Test
  void writesEachTenthLossAndEachEvaluation() throws IOException {
    try (TensorBoardListener listener = new TensorBoardListener(folder)) {
      listener.onStart(START);
      for (int number = 1; number <= 25; number++) {
        listener.onStep(step(number));
      }
      listener.onEvaluation(new EvaluationEnded(new MetricRow(25, 1, 0.5, 0.25, 0.125, 0.1)));
    }

    List<Event> events = events();
    assertThat(events.stream().skip(3).map(Event::getStep)).containsExactly(10L, 20L, 25L);
    assertThat(events.get(3).getSummary().getValueList())
        .extracting(Summary.Value::getTag, Summary.Value::getSimpleValue)
        .containsExactly(tuple("loss/train", 0.5f), tuple("learning_rate", 0.1f));
    assertThat(events.get(5).getSummary().getValueList())
        .extracting(Summary.Value::getTag)
        .containsExactly("loss/test", "error/test");
  }

  @Test
  void writesWhatATransformerDoes() throws IOException {
    try (TensorBoardListener listener = new TensorBoardListener(folder)) {
      listener.onStart(START);
      listener.onWatch(
          WatchedExamples.network(
              7,
              WatchedExamples.transformer(
                  PixelCoordinates.HALF_PIXEL,
                  new float[] {2, 0, 0, 0, 1, 0},
                  new float[] {1, 0, 0, 0, 1, Float.NaN}),
              WatchedExamples.HEALTHY));
    }

    List<Summary.Value> values = events().get(3).getSummary().getValueList();
    assertThat(values)
        .extracting(Summary.Value::getTag)
        .contains(
            "gradient_norm/localization",
            "st0/outside_fraction",
            "st0/zero_theta_gradient",
            "st0/theta/0",
            "st0/theta/5")
        .contains("st0/input_attended_output/0", "st0/input_attended_output/1");
    Summary.Value scale = value(values, "st0/theta/0");
    assertThat(scale.getHisto().getNum()).isEqualTo(2);
    assertThat(scale.getHisto().getMin()).isEqualTo(1);
    assertThat(scale.getHisto().getMax()).isEqualTo(2);
    assertThat(scale.getHisto().getBucketList().stream().mapToDouble(n -> n).sum()).isEqualTo(2);
    assertThat(value(values, "st0/theta/5").getHisto().getNum()).isEqualTo(1);
    Summary.Image picture = value(values, "st0/input_attended_output/0").getImage();
    var read =
        ImageIO.read(new ByteArrayInputStream(picture.getEncodedImageString().toByteArray()));
    assertThat(read.getWidth()).isEqualTo(picture.getWidth()).isEqualTo(344);
    assertThat(read.getHeight()).isEqualTo(picture.getHeight()).isEqualTo(112);
  }

  @Test
  void namesEachStatisticOfATransformer() throws IOException {
    try (TensorBoardListener listener = new TensorBoardListener(folder)) {
      listener.onStart(START);
      listener.onWatch(
          WatchedExamples.network(
              7,
              WatchedExamples.transformer(
                  PixelCoordinates.HALF_PIXEL, new float[] {2, 0, 0, 0, 1, 0}),
              WatchedExamples.HEALTHY));
    }

    assertThat(events().get(3).getSummary().getValueList())
        .filteredOn(Summary.Value::hasSimpleValue)
        .extracting(Summary.Value::getTag)
        .containsExactly(
            "gradient_norm/all",
            "gradient_norm/localization",
            "gradient_zeros/localization",
            "st0/outside_fraction",
            "st0/determinant",
            "st0/max_singular_value",
            "st0/min_singular_value",
            "st0/folded_fraction",
            "st0/theta_identity_distance",
            "st0/theta_deviation",
            "st0/zero_theta_gradient");
  }

  private static Summary.Value value(List<Summary.Value> values, String tag) {
    return values.stream().filter(v -> v.getTag().equals(tag)).findFirst().orElseThrow();
  }

  @Test
  void beginsAFileOfItsOwnWhenATrainingContinues() throws IOException {
    try (TensorBoardListener listener = new TensorBoardListener(folder)) {
      listener.onStart(started(40));
    }

    List<Event> events = events("events.out.tfevents.0000000040.stn");
    assertThat(events.get(1).getStep()).isEqualTo(40);
  }

  @Test
  void requiresTheStartFirst() {
    try (TensorBoardListener listener = new TensorBoardListener(folder)) {
      assertThatThrownBy(() -> listener.onStep(step(10)))
          .hasMessage("expected onStart before other events but got none");
    }
  }
}
