package org.stnjava.cluster.task;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host and port of a task.
 *
 * @param host a name or an IP address; IPv6 without brackets
 * @param port in [1, 65535]
 */
public record Address(String host, int port) {

  private static final int LAST_PORT = 65_535;

  private static final Pattern TEXT =
      Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([A-Za-z0-9._-]+|\\*)):([0-9]{1,5})");

  /** Checks the port. */
  public Address {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "cluster: expected a port from 1 to %d but got %d".formatted(LAST_PORT, port));
    }
  }

  /**
   * Parses an address such as {@code 127.0.0.1:2222} or {@code [::1]:2222}.
   *
   * @param text the address
   * @return the address
   * @throws IllegalArgumentException if the text is not an address
   */
  public static Address parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "cluster: expected HOST:PORT, such as 127.0.0.1:2222, but got '%s'".formatted(text));
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new Address(host, Integer.parseInt(matcher.group(3)));
  }

  /**
   * Resolves the host.
   *
   * @return at least one IP address
   * @throws IllegalArgumentException if the host is unknown
   */
  List<InetAddress> resolve() {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "cluster: expected a host that is known here but got '%s'".formatted(host), e);
    }
  }

  /** {@return whether it is a wildcard: all addresses of a machine} */
  boolean isWildcard() {
    return host.equals("*")
        || (host.matches("[0.:]+") && resolve().stream().anyMatch(InetAddress::isAnyLocalAddress));
  }

  /** {@return the text that {@link #parse} parses} */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
