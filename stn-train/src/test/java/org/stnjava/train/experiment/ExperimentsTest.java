package org.stnjava.train.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stnjava.train.ServiceProviders;
import org.stnjava.train.experiment.paper.Tutorial;
import org.stnjava.train.experiment.picture.OwnImages;

class ExperimentsTest {

  @TempDir Path classPath;

  /** Cannot be created. */
  public static final class Unavailable implements ExperimentProvider {

    /** Fails. */
    public Unavailable() {
      throw new IllegalStateException("no network\nhere");
    }

    @Override
    public List<Experiment> experiments() {
      return List.of();
    }
  }

  /** Fails when it lists its experiments. */
  public static final class Failing implements ExperimentProvider {
    @Override
    public List<Experiment> experiments() {
      throw new IllegalStateException("no experiments");
    }
  }

  @Test
  void leavesOutWhatCannotBeLoadedAndSaysWhy() throws IOException {
    provide(ExperimentProvider.class, Unavailable.class.getName() + "\n" + Failing.class.getName());
    provide(Experiment.class, "org.example.Missing\n" + OwnNamed.class.getName());

    ServiceProviders<Experiment> loaded = load();

    assertThat(loaded.providers())
        .extracting(Experiment::name)
        .startsWith("mnist-r", "mnist-rts")
        .contains("images")
        .endsWith("own");
    assertThat(loaded.failures())
        .containsExactly(
            "org.stnjava.train.experiment.ExperimentProvider: Provider "
                + Unavailable.class.getName()
                + " could not be instantiated: java.lang.IllegalStateException: no network here",
            Failing.class.getName() + ": java.lang.IllegalStateException: no experiments",
            "org.stnjava.train.experiment.Experiment: Provider org.example.Missing not found");
  }

  @Test
  void leavesOutAnExperimentWithoutAName() throws IOException {
    provide(Experiment.class, Nameless.class.getName());

    assertThat(load().failures())
        .containsExactly(
            Nameless.class.getName()
                + ": java.lang.IllegalArgumentException: expected a name, a summary and what was"
                + " published but got a blank text");
  }

  /** Has a name of its own. */
  public static final class OwnNamed extends Wrapped {
    @Override
    public String name() {
      return "own";
    }
  }

  /** Has a blank name. */
  public static final class Nameless extends Wrapped {
    @Override
    public String name() {
      return " ";
    }
  }

  private abstract static class Wrapped implements Experiment {
    private final Experiment experiment = new Tutorial();

    @Override
    public String summary() {
      return experiment.summary();
    }

    @Override
    public String published() {
      return new OwnImages().published();
    }

    @Override
    public RunConfig defaults() {
      return experiment.defaults();
    }
  }

  private void provide(Class<?> service, String lines) throws IOException {
    Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
    Files.writeString(services.resolve(service.getName()), lines);
  }

  private ServiceProviders<Experiment> load() throws IOException {
    assertThat(Experiments.all()).isNotEmpty(); // loaded before the class path changes
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classPath.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return Experiments.load();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
