package org.stnjava.models.savedmodel;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.proto.SavedModel;

/** The protocol buffer of a SavedModel folder, read without native code. */
final class SavedModelFile {

  static final String NAME = "saved_model.pb";

  /** First bytes of the two fields of a SavedModel: the schema version, a meta graph. */
  private static final List<Integer> FIRST_BYTES = List.of(0x08, 0x12);

  private static final int NAMES_SHOWN = 5;

  private SavedModelFile() {}

  /**
   * Reads the protocol buffer.
   *
   * @param folder the folder that holds saved_model.pb
   * @return the SavedModel, with one meta graph or more
   * @throws IllegalArgumentException if there is none, or it is cut off or of another format; the
   *     message says in one line what was found
   */
  static SavedModel read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(missing(folder));
    }
    try {
      return parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static SavedModel parse(Path file) throws IOException {
    long size = Files.size(file);
    if (size == 0) {
      throw broken(file, "the file is empty");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      SavedModel model = SavedModel.parseFrom(in);
      if (model.getMetaGraphsCount() == 0) {
        throw broken(file, "its " + size + " bytes hold no graph");
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw broken(file, unparseable(file, size));
    }
  }

  private static String unparseable(Path file, long size) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(8);
      if (FIRST_BYTES.contains((int) start[0])) {
        return "it is cut off or damaged: its " + size + " bytes end within a message";
      }
      return "it is of another format: it starts with "
          + HexFormat.ofDelimiter(" ").formatHex(start)
          + " (hexadecimal)";
    }
  }

  private static IllegalArgumentException broken(Path file, String what) {
    return new IllegalArgumentException(
        file + ": expected the protocol buffer of a SavedModel but " + what);
  }

  private static String missing(Path folder) {
    if (!Files.exists(folder)) {
      return folder + ": expected a SavedModel folder but there is nothing of that name";
    }
    if (!Files.isDirectory(folder)) {
      return folder + ": expected a SavedModel folder but it is a file" + folderOf(folder);
    }
    return folder + ": expected " + NAME + " in the folder but " + contents(folder);
  }

  private static String folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent != null && file.endsWith(NAME) ? "; name its folder, " + parent : "";
  }

  private static String contents(Path folder) {
    List<String> names = names(folder);
    List<String> models =
        names.stream()
            .filter(name -> Files.isRegularFile(folder.resolve(name).resolve(NAME)))
            .toList();
    if (!models.isEmpty()) {
      boolean versions = models.stream().allMatch(name -> name.matches("\\d+"));
      return "it holds "
          + (versions ? "numbered versions " : "models ")
          + shown(models)
          + ": name one, such as "
          + folder.resolve(models.get(models.size() - 1));
    }
    return names.isEmpty() ? "it is empty" : "it holds only " + shown(names);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  private static String shown(List<String> names) {
    String head = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
    return names.size() > NAMES_SHOWN
        ? head + " and " + (names.size() - NAMES_SHOWN) + " more"
        : head;
  }
}
