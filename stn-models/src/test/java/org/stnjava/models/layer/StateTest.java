package org.stnjava.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

class StateTest {

  private final Graph graph = new Graph();
  private final Session session = new Session(graph);
  private final Ops tf = Ops.create(graph);
  private final Weights weights = new Weights(graph, 3);
  private final ModelScope training =
      ModelScope.training(weights, tf.constant(new long[] {0, 1})).child("part");

  @AfterEach
  void close() {
    session.close();
    graph.close();
  }

  private Weight counter(ModelScope scope) {
    Weight counter = scope.state("counter", Shape.scalar(), Initializer.zeros());
    scope.onStep(now -> counter.update(now, now.math.add(counter.read(now), now.constant(1f))));
    return counter;
  }

  private void step(Weights those) {
    Session.Runner runner = session.runner();
    those.stepOperations(tf).forEach(runner::addTarget);
    runner.run().close();
  }

  @Test
  void isSavedButNotTrained() {
    training.weight("kernel", Shape.of(2, 3), Initializer.zeros());
    counter(training);

    assertThat(weights.all().stream().map(Weight::name))
        .containsExactly("part/kernel", "part/counter");
    assertThat(weights.trainable().stream().map(Weight::name)).containsExactly("part/kernel");
    assertThat(weights.parameters()).isEqualTo(6);
  }

  @Test
  void changesOnceAStep() {
    counter(training);
    weights.initialize(session);

    step(weights);
    step(weights);

    assertThat(weights.read(session).get("part/counter")).containsExactly(2);
  }

  @Test
  void takesUpdatesOfAllPlacesThatShareItOneAfterTheOther() {
    for (int place = 0; place < 20; place++) {
      counter(training);
    }
    weights.initialize(session);

    step(weights);

    assertThat(weights.read(session).get("part/counter")).containsExactly(20);
  }

  @Test
  void changesAfterWhatTheStepHasUpdated() {
    Weight kernel = weights.get("kernel", Shape.scalar(), Initializer.of(1));
    Weight average = training.state("average", Shape.scalar(), Initializer.zeros());
    training.onStep(now -> average.update(now, kernel.read(now)));
    weights.initialize(session);
    Op updated = kernel.update(tf, tf.math.add(kernel.read(tf), tf.constant(4f)));

    Session.Runner runner = session.runner();
    weights.stepOperations(tf.withControlDependencies(List.of(updated))).forEach(runner::addTarget);
    runner.run().close();

    assertThat(weights.read(session).get("part/average")).containsExactly(5);
  }

  @Test
  void staysInInferenceForm() {
    counter(ModelScope.inference(weights).child("part"));

    assertThat(weights.hasStepOperations()).isFalse();
    assertThat(weights.stepOperations(tf)).isEmpty();
  }

  @Test
  void startsWhereAnotherModelEnded() {
    Map<String, float[]> learned = Map.of("part/counter", new float[] {7});
    counter(training.continuing(learned));
    weights.initialize(session);

    step(weights);

    assertThat(weights.read(session).get("part/counter")).containsExactly(8);
  }

  @Test
  void changesInACopyOfItsGraph() {
    counter(training);
    weights.stepOperations(tf);
    graph.importGraphDef(graph.toGraphDef(), "copy");
    Weights copy = weights.in(graph, "copy/");
    // Both graphs hold the same variable, as their nodes share its name.
    weights.initialize(session);

    step(copy);

    assertThat(copy.read(session).get("part/counter")).containsExactly(1);
  }

  @Test
  void isNoWeightAsWell() {
    training.state("counter", Shape.scalar(), Initializer.zeros());

    assertThatThrownBy(() -> training.weight("counter", Shape.scalar(), Initializer.zeros()))
        .hasMessage("part/counter: expected state, as before, but got a weight");
    assertThatThrownBy(() -> training.state("counter", Shape.of(2), Initializer.zeros()))
        .hasMessage("part/counter: expected shape [], as before, but got [2]");
  }
}
