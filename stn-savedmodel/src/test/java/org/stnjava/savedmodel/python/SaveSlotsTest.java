package org.stnjava.savedmodel.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stnjava.savedmodel.Fixture;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.tensorflow.proto.MetaGraphDef;

class SaveSlotsTest {

  private static MetaGraphDef graph(String fixture) {
    return SavedModelFile.read(Fixture.of(fixture).folder()).getMetaGraphs(0);
  }

  private static Map<String, String> copies(String fixture, List<String> variables) {
    MetaGraphDef graph = graph(fixture);
    return SaveSlots.copies(
        graph, CheckpointKeys.read(Fixture.of(fixture).folder(), graph), variables);
  }

  @Test
  void findsTheSecondVariableThatKerasSavesForEachWeight() {
    Map<String, String> copies = copies("keras_stn", List.of("logits/bias_1", "conv/kernel_1"));

    assertThat(copies).hasSize(2).containsValues("logits/bias_1", "conv/kernel_1");
    assertThat(copies.keySet()).allMatch(node -> node.startsWith("Variable"));
  }

  @Test
  void findsNoneWhereEachVariableIsSavedOnce() {
    assertThat(copies("nested", List.of("conv/kernel", "classifier/bias"))).isEmpty();
  }

  @Test
  void knowsWhatPythonTrains() {
    CapturedVariables variables = new CapturedVariables(graph("nested"));

    assertThat(variables.isTrainable("conv/kernel")).contains(true);
    assertThat(variables.isTrainable("scale")).contains(false);
    assertThat(variables.isTrainable("nowhere")).isEmpty();
    assertThat(new CapturedVariables(graph("tf1_builder")).isTrainable("step")).contains(false);
    assertThat(new CapturedVariables(graph("tf1_builder")).isTrainable("net/bias")).contains(true);
  }
}
