package org.stnjava.cli.common;

import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Maps exceptions to exit codes and lines on standard error, and prints warnings.
 *
 * <p>{@link IllegalArgumentException}, a {@link ParameterException} and an {@link
 * UncheckedIOException} about a path (missing, not readable, not a file) are bad input; everything
 * else is a failure of the work.
 */
public final class Failures {
  private static final int WORK_FAILED = 1;
  private static final int BAD_INPUT = 2;

  /** The option's name, then what is wrong, without the name that the library gives the value. */
  private static final Pattern INVALID_VALUE =
      Pattern.compile(
          "^Invalid value for option '(.+?)'(?: \\(.+?\\))?: (?:[a-z]+: )?(.*)$", Pattern.DOTALL);

  private static final Pattern ARGUMENT = Pattern.compile("([a-z][A-Za-z]*): ");

  private Failures() {}

  /** Prints the line, and the stack trace if asked for; gives the exit code. */
  public static int report(CommandLine command, Throwable failure, boolean verbose) {
    CommandSpec spec = command.getCommandSpec();
    command.getErr().println(spec.qualifiedName() + ": " + oneLine(message(spec, failure)));
    if (verbose) {
      failure.printStackTrace(command.getErr());
    }
    return isBadInput(failure) ? BAD_INPUT : WORK_FAILED;
  }

  /** Prints a line for each warning about an argument that can be used all the same. */
  public static void warn(CommandSpec spec, String argument, List<String> warnings) {
    PrintWriter err = spec.commandLine().getErr();
    warnings.forEach(
        warning ->
            err.printf("%s: warning: %s: %s%n", spec.qualifiedName(), argument, oneLine(warning)));
  }

  /** Reads an argument's value; the message of a failure begins with the argument's name. */
  public static <R> R named(String argument, Supplier<R> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new UncheckedIOException(argument + ": " + e.getMessage(), e.getCause());
    }
  }

  /** Adapts a lookup that throws {@link IllegalArgumentException} to a converter. */
  public static <R> ITypeConverter<R> converter(Function<String, R> lookup) {
    return value -> {
      try {
        return lookup.apply(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  /** Returns the start of the message about a missing or unknown command. */
  public static String expectedCommand(CommandSpec spec) {
    return "expected a command, one of %s, but got "
        .formatted(List.copyOf(spec.subcommands().keySet()));
  }

  private static boolean isBadInput(Throwable failure) {
    return failure instanceof ParameterException
        || (failure instanceof IllegalArgumentException && !isFromTensorFlow(failure))
        || (failure instanceof UncheckedIOException
            && failure.getCause() instanceof FileSystemException);
  }

  /** The input was checked before; a graph that TensorFlow rejects is a defect of the program. */
  private static boolean isFromTensorFlow(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("org.tensorflow.");
  }

  private static String message(CommandSpec spec, Throwable failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(spec, unmatched.getUnmatched().get(0));
    }
    if (failure instanceof OutOfMemoryError) {
      return "out of memory (%s); give more with STN_JAVA_OPTS=-Xmx8g"
          .formatted(failure.getMessage());
    }
    return isBadInput(failure) ? asArgument(spec, rewritten(text(failure))) : chain(failure);
  }

  /** Replaces the name of an argument of the libraries by that of the option or the parameter. */
  private static String asArgument(CommandSpec spec, String message) {
    Matcher named = ARGUMENT.matcher(message);
    if (!named.lookingAt()) {
      return message;
    }
    String name = named.group(1);
    String rest = message.substring(name.length());
    String option = "--" + CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_HYPHEN, name);
    if (spec.findOption(option) != null) {
      return option + rest;
    }
    boolean isParameter =
        spec.positionalParameters().stream()
            .flatMap(parameter -> Stream.of(parameter.paramLabel().split("\\|", -1)))
            .anyMatch(label -> label.equalsIgnoreCase(name));
    if (isParameter) {
      return Ascii.toUpperCase(name) + rest;
    }
    return spec.findOption("--set") == null ? message : "--set: " + message;
  }

  /** Rewrites picocli's message about a value in the form of all other messages. */
  private static String rewritten(String message) {
    return INVALID_VALUE
        .matcher(message)
        .replaceFirst("$1: $2")
        .replaceFirst(
            "^Error: (.*) are mutually exclusive.*$",
            "expected only one of --steps, --epochs and --minutes but got $1")
        .replaceFirst(
            "^Value for option option '(--\\\\w+)' \\\\((.*)\\\\) should be in KEY=VALUE.* but was (.*)$",
            "$1: expected $2 but got '$3'")
        .replaceFirst("('.*') is not an? (int|long)$", "expected a whole number but got $1")
        .replaceFirst("('.*') is not a (float|double)$", "expected a number but got $1");
  }

  private static String unmatched(CommandSpec spec, String argument) {
    if (argument.startsWith("-")) {
      return "unknown option '%s'; '%s --help' lists the options"
          .formatted(argument, spec.qualifiedName());
    }
    return spec.subcommands().isEmpty()
        ? "unexpected argument '%s'; '%s --help' lists the options"
            .formatted(argument, spec.qualifiedName())
        : expectedCommand(spec) + "'" + argument + "'";
  }

  /** The messages of a failure and its causes, each once. */
  private static String chain(Throwable failure) {
    List<String> texts = new ArrayList<>();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = text(cause);
      if (texts.stream().noneMatch(earlier -> earlier.contains(text))) {
        texts.add(text);
      }
    }
    return String.join(": ", texts);
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    String text = message == null ? failure.getClass().getSimpleName() : message;
    boolean saysWhy = text.contains("expected ");
    return !saysWhy
            && failure instanceof UncheckedIOException
            && failure.getCause() instanceof FileSystemException file
        ? text + reason(file)
        : text;
  }

  /** Returns why a file could not be accessed, if its exception has the reason. */
  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return ": there is none";
    }
    if (failure instanceof AccessDeniedException) {
      return ": permission denied";
    }
    return failure.getReason() == null ? "" : ": " + failure.getReason();
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
  }
}
