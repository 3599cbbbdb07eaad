package org.stnjava.train.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.stnjava.train.ServiceProviders;

/**
 * The experiments by name: those of the toolkit, which an {@link ExperimentProvider} lists, then
 * those of a program, which {@link ServiceLoader} finds by a line in {@code
 * META-INF/services/org.stnjava.train.experiment.Experiment}.
 *
 * <p>An experiment that cannot be loaded is left out; {@link #failures()} says why.
 */
public final class Experiments {

  private static final ServiceProviders<Experiment> LOADED = load();

  private Experiments() {}

  /** {@return all experiments, a program's own last} */
  public static List<Experiment> all() {
    return LOADED.providers();
  }

  /** {@return one line for each experiment or provider that could not be loaded, with the cause} */
  public static List<String> failures() {
    return LOADED.failures();
  }

  /** {@return the experiment that runs by default} */
  public static Experiment first() {
    return byName("mnist-rts");
  }

  /**
   * Finds an experiment.
   *
   * @param name its name
   * @return the experiment
   * @throws IllegalArgumentException if there is none of that name; the message lists the names,
   *     and the experiments that could not be loaded
   */
  public static Experiment byName(String name) {
    return all().stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "experiment: expected one of %s but got '%s'%s"
                        .formatted(
                            all().stream().map(Experiment::name).toList(), name, notLoaded())));
  }

  private static String notLoaded() {
    return failures().isEmpty() ? "" : "; not loaded: " + String.join("; ", failures());
  }

  static ServiceProviders<Experiment> load() {
    ServiceProviders<ExperimentProvider> families = ServiceProviders.load(ExperimentProvider.class);
    ServiceProviders<Experiment> own = ServiceProviders.load(Experiment.class);
    List<Experiment> experiments = new ArrayList<>();
    List<String> failures = new ArrayList<>(families.failures());
    // The toolkit's experiments come first wherever they are on the class path.
    List<ExperimentProvider> inOrder =
        families.providers().stream().sorted(Comparator.comparing(f -> !isOurs(f))).toList();
    for (ExperimentProvider family : inOrder) {
      attempt(family, () -> experiments.addAll(family.experiments()), failures);
    }
    failures.addAll(own.failures());
    for (Experiment experiment : own.providers()) {
      attempt(experiment, () -> experiments.add(checked(experiment)), failures);
    }
    return new ServiceProviders<>(experiments, failures);
  }

  private static boolean isOurs(ExperimentProvider provider) {
    String ours = Experiments.class.getPackageName() + ".";
    return provider.getClass().getPackageName().startsWith(ours);
  }

  /** An experiment of a program may throw from any method, also from those that describe it. */
  private static void attempt(Object provider, Runnable step, List<String> failures) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError e) {
      failures.add(provider.getClass().getName() + ": " + ServiceProviders.describe(e));
    }
  }

  private static Experiment checked(Experiment experiment) {
    for (String text : List.of(experiment.name(), experiment.summary(), experiment.published())) {
      if (text.isBlank()) {
        throw new IllegalArgumentException(
            "expected a name, a summary and what was published but got a blank text");
      }
    }
    return experiment;
  }
}
