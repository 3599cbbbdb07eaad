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
import org.stnjava.train.graph.TrainingGraph;
import org.stnjava.train.loop.StepRunner;
import org.stnjava.train.loop.Strategy;
import org.stnjava.train.loop.TrainingJob;

/** Runs with a strategy that fails. */
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
  private static final class Failing implements Strategy {

    private final List<String> ends = new ArrayList<>();
    private int failures;

    Failing(int failures) {
      this.failures = failures;
    }

    @Override
    public TrainingGraph graph(TrainingJob job) {
      return Strategy.local().graph(job);
    }

    @Override
    public StepRunner steps(TrainingJob job, TrainingGraph graph, int done) {
      StepRunner steps = Strategy.local().steps(job, graph, done);
      return new StepRunner() {
        private int made = done;

        @Override
        public Step next(double learningRate) {
          if (made == 5 && failures > 0) {
            failures--;
            throw new IllegalStateException("lost");
          }
          made++;
          return steps.next(learningRate);
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

  private Path metrics(String name, Strategy strategy, TrainingListener listener) {
    Run run = Run.prepare(CONFIG, temporary.resolve(name));
    run.start(List.of(listener), () -> false, strategy);
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
    Failing failing = new Failing(2);

    Path failed = metrics("failed", failing, listener);
    Path whole = metrics("whole", Strategy.local(), new TrainingListener() {});

    assertThat(steps).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(failing.ends).containsExactly("lost", "lost", "done");
    assertThat(Files.readString(failed)).isEqualTo(Files.readString(whole));
  }

  @Test
  void endWhereTheStrategyDoesNotSurvive() {
    Failing failing = new Failing(4);
    Run run = Run.prepare(CONFIG, temporary.resolve("lost"));

    assertThatThrownBy(
            () ->
                run.start(
                    List.of(),
                    () -> false,
                    new Strategy() {
                      @Override
                      public TrainingGraph graph(TrainingJob job) {
                        return failing.graph(job);
                      }

                      @Override
                      public StepRunner steps(TrainingJob job, TrainingGraph graph, int done) {
                        return failing.steps(job, graph, done);
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lost");
  }
}
