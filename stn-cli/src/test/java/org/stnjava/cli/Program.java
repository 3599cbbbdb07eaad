package org.stnjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a call of the program left.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
public record Program(int code, String out, String err) {

  /** Calls the program; arguments with spaces between them, the rest as they are. */
  public static Program run(String arguments, Object... more) {
    String[] args =
        Stream.concat(
                Arrays.stream(arguments.split(" ")), Arrays.stream(more).map(Object::toString))
            .filter(argument -> !argument.isEmpty())
            .toArray(String[]::new);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Stn.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Program(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Requires exit code 0 and silence. */
  public void mustBeDone() {
    assertThat(this).isEqualTo(new Program(0, "", ""));
  }

  /** Requires exit code 2 and exactly this line. */
  public void mustBeRefused(String line) {
    assertThat(this).isEqualTo(new Program(2, "", line + System.lineSeparator()));
  }
}
