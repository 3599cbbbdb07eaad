package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.train.event.StepEnded;
import org.stnjava.train.event.TrainingListener;
import org.stnjava.train.loop.Engine;
import org.stnjava.train.loop.StepTimes;
import org.stnjava.train.loop.Steps;
import org.stnjava.train.loop.Trainer;
import org.stnjava.train.loop.TrainingGraph;
import org.stnjava.train.loop.TrainingSets;

/** Runs on an engine that fails. */
class SurvivalTest {

  private static final RunConfig CONFIG =
      Experiments.byName("mnist-r")
          .defaults()
          .with(
              Map.of(
                  "net",
                  "fcn",
                  "budget",
                  "6 steps",
                  "batch",
                  8,
                  "evaluations",
                  3,
                  "checkpointEvery",
                  1));

  @TempDir Path temporary;

  /** This process, but steps fail so many times after the fifth. */
  private static final class Failing implements Engine {

    private final List<String> ends = new ArrayList<>();
    private int failures;

    Failing(int failures) {
      this.failures = failures;
    }

    @Override
    public TrainingGraph graph(Trainer trainer) {
      return Engine.here().graph(trainer);
    }

    @Override
    public Steps steps(Trainer trainer, TrainingGraph graph, TrainingSets sets, int done) {
      Steps steps = Engine.here().steps(trainer, graph, sets, done);
      return new Steps() {
        private int made = done;

        @Override
        public float next(double learningRate, StepTimes times) {
          if (made == 5 && failures > 0) {
            failures--;
            throw new IllegalStateException("lost");
          }
          made++;
          return steps.next(learningRate, times);
        }

        @Override
        public void close() {
          steps.close();
        }
      };
    }

    @Override
    public void ended(Optional<RuntimeException> failure) {
      ends.add(failure.map(Throwable::getMessage).orElse("done"));
    }

    @Override
    public boolean survives(RuntimeException failure) {
      return failures > 0 || ends.size() < 3;
    }
  }

  private Path metrics(String name, Engine engine, TrainingListener listener) {
    Run run = Run.prepare(CONFIG, temporary.resolve(name));
    run.start(List.of(listener), () -> false, engine);
    return run.folder().metrics();
  }

  @Test
  void goOnFromTheLastCheckpointAsIfNothingHadHappened() throws IOException {
    List<Integer> steps = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepEnded step) {
            steps.add(step.step());
          }
        };
    Failing engine = new Failing(2);

    Path failed = metrics("failed", engine, listener);
    Path whole = metrics("whole", Engine.here(), new TrainingListener() {});

    assertThat(steps).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(engine.ends).containsExactly("lost", "lost", "done");
    assertThat(Files.readString(failed)).isEqualTo(Files.readString(whole));
  }

  @Test
  void endWhereTheEngineDoesNotSurvive() {
    Failing engine = new Failing(4);
    Run run = Run.prepare(CONFIG, temporary.resolve("lost"));

    assertThatThrownBy(
            () ->
                run.start(
                    List.of(),
                    () -> false,
                    new Engine() {
                      @Override
                      public TrainingGraph graph(Trainer trainer) {
                        return engine.graph(trainer);
                      }

                      @Override
                      public Steps steps(
                          Trainer trainer, TrainingGraph graph, TrainingSets sets, int done) {
                        return engine.steps(trainer, graph, sets, done);
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lost");
  }
}
