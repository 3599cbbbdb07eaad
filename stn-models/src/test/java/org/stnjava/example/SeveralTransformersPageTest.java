package org.stnjava.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.stnjava.models.classifier.Classifiers;
import org.stnjava.models.layer.ModelScope;
import org.stnjava.models.layer.Weights;
import org.stnjava.testing.Value;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class SeveralTransformersPageTest {

  private static final Path EXAMPLE = Path.of("src/test/java/org/stnjava/example/Refinement.java");
  private static final Path PAGE = Path.of("../docs/several-transformers.md");

  @Test
  void showsTheRefinementAsItRuns() throws IOException {
    String source = Files.readString(EXAMPLE);
    String marked =
        source.substring(
            source.indexOf("    // tag::refine[]\n") + "    // tag::refine[]\n".length(),
            source.indexOf("    // end::refine[]"));

    assertThat(Files.readString(PAGE))
        .contains("```java\n" + marked.stripTrailing().stripIndent() + "\n```");
  }

  @Test
  void namesEveryNetworkWithTransformers() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(Classifiers.names().stream().filter(name -> name.contains("st-")).toList());
  }

  @Test
  void refinesWithoutFiningTheIdentity() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TFloat32 images = Value.random(1, 0, 1, 2, 28, 28, 3).tensor(TFloat32.class)) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(graph, 1);
      Refinement.Refined refined =
          Refinement.refine(tf, ModelScope.inference(weights), tf.constantOf(images));
      weights.initialize(session);

      assertThat(refined.penalties()).hasSize(2);
      try (Result result =
          session
              .runner()
              .fetch(refined.v())
              .fetch(refined.penalties().get(0))
              .fetch(refined.penalties().get(1))
              .run()) {
        assertThat(Value.copyOf(result.get(0)).data()).isEqualTo(Value.copyOf(images).data());
        assertThat(Value.copyOf(result.get(1)).data()).containsExactly(0);
        assertThat(Value.copyOf(result.get(2)).data()).containsExactly(0);
      }
    }
  }
}
