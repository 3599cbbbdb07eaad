package org.stnjava.savedmodel.format;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.SavedModel;

/**
 * The checksum of saved_model.pb that Python writes beside it since TensorFlow 2.12.
 *
 * <p>It is taken of the file's bytes or, by later versions, of the message with its maps sorted.
 * TensorFlow 2.11 wrote one of the graph alone and called that version 0. TensorFlow never compares
 * them, and models that a tool has edited are common: a difference is a warning.
 */
public final class Fingerprint {

  public static final String NAME = "fingerprint.pb";

  private static final int CHECKSUM = 1;
  private static final int VERSION = 6;
  private static final int PRODUCER = 1;

  private Fingerprint() {}

  /**
   * Compares the checksum, if there is one, with the model.
   *
   * @param folder of the SavedModel
   * @param model what was read of it
   * @return what is wrong: the model is not what the checksum was taken of, or its file is damaged
   */
  public static Optional<String> warning(Path folder, SavedModel model) {
    Path file = folder.resolve(NAME);
    Path savedModel = SavedModelFile.of(folder);
    if (!Files.isRegularFile(file) || !savedModel.endsWith(SavedModelFile.NAME)) {
      return Optional.empty();
    }
    try {
      return compare(file, savedModel, model);
    } catch (InvalidProtocolBufferException e) {
      return Optional.of(damaged(file, "it is cut off or damaged"));
    } catch (IOException e) {
      return Optional.of(damaged(file, "it cannot be read: " + e.getMessage()));
    }
  }

  private static Optional<String> compare(Path file, Path savedModel, SavedModel model)
      throws IOException {
    UnknownFieldSet fields = UnknownFieldSet.parseFrom(Files.readAllBytes(file));
    if (producer(fields) < PRODUCER) {
      return Optional.empty();
    }
    List<Long> checksum = fields.getField(CHECKSUM).getVarintList();
    if (checksum.size() != 1) {
      return Optional.of(damaged(file, "it holds none"));
    }
    if (matches(savedModel, model, checksum.get(0))) {
      return Optional.empty();
    }
    return Optional.of(
        "%s: expected the model that the checksum in %s was taken of but it is another one: edited later, or damaged"
            .formatted(savedModel, NAME));
  }

  /** The version of the checksum; 0 if the file names none. */
  private static long producer(UnknownFieldSet fields) throws InvalidProtocolBufferException {
    long producer = 0;
    for (ByteString version : fields.getField(VERSION).getLengthDelimitedList()) {
      for (long number : UnknownFieldSet.parseFrom(version).getField(1).getVarintList()) {
        producer = number;
      }
    }
    return producer;
  }

  /** Writes the checksum of a model's file beside it, unless the model is text. */
  public static void write(Path folder) throws IOException {
    Path savedModel = SavedModelFile.of(folder);
    if (!savedModel.endsWith(SavedModelFile.NAME)) {
      return;
    }
    UnknownFieldSet.Field version =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(
                UnknownFieldSet.newBuilder().addField(1, varint(PRODUCER)).build().toByteString())
            .build();
    byte[] fingerprint =
        UnknownFieldSet.newBuilder()
            .addField(CHECKSUM, varint(hash(Files.readAllBytes(savedModel))))
            .addField(VERSION, version)
            .build()
            .toByteArray();
    Files.write(folder.resolve(NAME), fingerprint);
  }

  private static boolean matches(Path file, SavedModel model, long checksum) throws IOException {
    return hash(Files.readAllBytes(file)) == checksum || hash(sorted(model)) == checksum;
  }

  private static byte[] sorted(SavedModel model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(model.getSerializedSize());
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    model.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static long hash(byte[] bytes) {
    return Hashing.farmHashFingerprint64().hashBytes(bytes).asLong();
  }

  private static UnknownFieldSet.Field varint(long value) {
    return UnknownFieldSet.Field.newBuilder().addVarint(value).build();
  }

  private static String damaged(Path file, String what) {
    return file + ": expected a checksum of " + SavedModelFile.NAME + " but " + what;
  }
}
