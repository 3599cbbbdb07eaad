package org.stnjava.savedmodel.format;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.SavedModel;

/**
 * The protocol buffer of a SavedModel folder, read without native code.
 *
 * <p>It is {@code saved_model.pb}, or {@code saved_model.pbtxt}, the same as text, if that is not
 * there.
 */
public final class SavedModelFile {

  public static final String NAME = "saved_model.pb";

  public static final String TEXT_NAME = "saved_model.pbtxt";

  /** First bytes of the two fields of a SavedModel: the schema version, a meta graph. */
  private static final List<Integer> FIRST_BYTES = List.of(0x08, 0x12);

  /** Reports fields of later versions as warnings on several lines; kept, as loggers are lost. */
  private static final Logger TEXT_LOG = Logger.getLogger(TextFormat.class.getName());

  static {
    TEXT_LOG.setLevel(Level.SEVERE);
  }

  /** Fields of later versions are passed over; assets of TensorFlow 1 are messages in messages. */
  private static final TextFormat.Parser TEXT =
      TextFormat.Parser.newBuilder()
          .setAllowUnknownFields(true)
          .setTypeRegistry(TypeRegistry.newBuilder().add(AssetFileDef.getDescriptor()).build())
          .build();

  private static final int NAMES_SHOWN = 5;

  private SavedModelFile() {}

  /**
   * Reads the protocol buffer.
   *
   * @param folder the folder that holds the file
   * @return the SavedModel, with one meta graph or more
   * @throws IllegalArgumentException if there is none, or it is cut off or of another format; the
   *     message says in one line what was found
   */
  public static SavedModel read(Path folder) {
    Path file = of(folder);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(missing(folder));
    }
    try {
      long size = Files.size(file);
      if (size == 0) {
        throw broken(file, "the file is empty");
      }
      SavedModel model = file.endsWith(NAME) ? parse(file, size) : parseText(file);
      if (model.getMetaGraphsCount() == 0) {
        throw broken(file, "its " + size + " bytes hold no graph");
      }
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the file that TensorFlow would load, {@code saved_model.pb} if there is none. */
  public static Path of(Path folder) {
    Path file = folder.resolve(NAME);
    Path text = folder.resolve(TEXT_NAME);
    return !Files.isRegularFile(file) && Files.isRegularFile(text) ? text : file;
  }

  /**
   * Whether a folder is a SavedModel.
   *
   * @param folder any path
   * @return whether it has a SavedModel's file
   */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(of(folder));
  }

  private static SavedModel parse(Path file, long size) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return SavedModel.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw broken(file, unparseable(file, size));
    }
  }

  private static SavedModel parseText(Path file) throws IOException {
    SavedModel.Builder model = SavedModel.newBuilder();
    try {
      TEXT.merge(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), model);
    } catch (TextFormat.ParseException e) {
      throw broken(
          file,
          "line %d, column %d is not of its text form: %s"
              .formatted(e.getLine(), e.getColumn(), reason(e)));
    }
    return model.build();
  }

  /** The message without the position that it starts with. */
  private static String reason(TextFormat.ParseException failure) {
    return String.valueOf(failure.getMessage())
        .replaceFirst("^\\d+:\\d+: ", "")
        .lines()
        .findFirst()
        .orElse("");
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
    boolean isNamed = file.endsWith(NAME) || file.endsWith(TEXT_NAME);
    return parent != null && isNamed ? "; name its folder, " + parent : "";
  }

  private static String contents(Path folder) {
    List<String> names = names(folder);
    List<String> models = names.stream().filter(name -> isIn(folder.resolve(name))).toList();
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
