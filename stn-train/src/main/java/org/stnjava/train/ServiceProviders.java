package org.stnjava.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The implementations of a service on the class path, as {@link ServiceLoader} finds them.
 *
 * <p>An implementation that cannot be created is left out and described by a line; the others are
 * loaded all the same.
 *
 * @param <T> the service
 * @param providers the implementations, in the order of the class path
 * @param failures one line for each that could not be created, with its class and the cause
 */
public record ServiceProviders<T>(List<T> providers, List<String> failures) {

  /** Copies the lists. */
  public ServiceProviders {
    providers = List.copyOf(providers);
    failures = List.copyOf(failures);
  }

  /**
   * Loads a service with the context class loader of the calling thread.
   *
   * @param <T> the service
   * @param service its interface
   * @return the implementations and the failures
   */
  public static <T> ServiceProviders<T> load(Class<T> service) {
    List<T> providers = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Iterator<T> found = ServiceLoader.load(service).iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return new ServiceProviders<>(providers, failures);
        }
        providers.add(found.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        String failure = describe(e);
        if (failures.contains(failure)) {
          // The class path itself cannot be read, which every further attempt would repeat.
          return new ServiceProviders<>(providers, failures);
        }
        failures.add(failure);
      }
    }
  }

  /**
   * Describes a failure of a provider.
   *
   * @param failure what was thrown
   * @return its message and its cause's, on one line
   */
  public static String describe(Throwable failure) {
    Throwable cause = failure.getCause();
    String message =
        failure instanceof ServiceConfigurationError
            ? String.valueOf(failure.getMessage())
            : String.valueOf(failure);
    String text = cause == null ? message : message + ": " + cause;
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
