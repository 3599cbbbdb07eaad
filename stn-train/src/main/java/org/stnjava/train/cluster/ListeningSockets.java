package org.stnjava.train.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** This process's sockets that listen on a port, as Linux lists them in {@code /proc}. */
final class ListeningSockets {

  private static final Path SELF = Path.of("/proc/self");
  private static final String LISTENS = "0A";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningSockets() {}

  /**
   * Finds sockets.
   *
   * @param port the port that they listen on
   * @return their descriptors, at least one
   * @throws IllegalStateException if there is none
   */
  static List<Integer> of(int port) {
    try {
      Set<String> links = new TreeSet<>();
      for (String table : List.of("net/tcp", "net/tcp6")) {
        Path file = SELF.resolve(table);
        if (Files.exists(file)) {
          try (Stream<String> lines = Files.lines(file)) {
            lines
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> listens(columns, port))
                .forEach(columns -> links.add("socket:[" + columns[INODE] + "]"));
          }
        }
      }
      List<Integer> found = descriptors(links);
      if (found.isEmpty()) {
        throw new IllegalStateException("no socket of this process listens on port " + port);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("the sockets of this process are not listed", e);
    }
  }

  private static boolean listens(String[] columns, int port) {
    return columns.length > INODE
        && columns[STATE].equals(LISTENS)
        && columns[LOCAL].endsWith(":%04X".formatted(port));
  }

  private static List<Integer> descriptors(Set<String> links) throws IOException {
    List<Integer> descriptors = new ArrayList<>();
    try (Stream<Path> files = Files.list(SELF.resolve("fd"))) {
      for (Path file : files.toList()) {
        if (Files.isSymbolicLink(file) && links.contains(target(file))) {
          descriptors.add(Integer.parseInt(file.getFileName().toString()));
        }
      }
    }
    return descriptors;
  }

  /** Descriptors come and go while they are listed. */
  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
