package org.stnjava.models.savedmodel;

import com.google.common.hash.Hashing;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.SavedModel;

/**
 * The checksum of saved_model.pb that Python writes beside it since TensorFlow 2.12.
 *
 * <p>It is taken of the file's bytes or, by later versions, of the message with its maps sorted.
 */
final class Fingerprint {

  static final String NAME = "fingerprint.pb";

  private static final int CHECKSUM = 1;
  private static final int VERSION = 6;
  private static final int PRODUCER = 1;

  private Fingerprint() {}

  /**
   * Compares the checksum, if there is one, with the model.
   *
   * @param folder of the SavedModel
   * @param model what was read of it
   * @throws IllegalArgumentException if the model is not what the checksum was taken of, or its
   *     file is damaged
   */
  static void check(Path folder, SavedModel model) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      UnknownFieldSet fields = UnknownFieldSet.parseFrom(Files.readAllBytes(file));
      List<Long> checksum = fields.getField(CHECKSUM).getVarintList();
      if (checksum.size() != 1) {
        throw damaged(file, "it holds none");
      }
      if (fields.hasField(VERSION) && !matches(folder, model, checksum.get(0))) {
        throw new IllegalArgumentException(
            folder.resolve(SavedModelFile.NAME)
                + ": expected the model that the checksum in "
                + NAME
                + " was taken of but it is another one: damaged, or edited later; delete "
                + NAME
                + " to take it as it is");
      }
    } catch (InvalidProtocolBufferException e) {
      throw damaged(file, "it is cut off or damaged");
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes the checksum of a model's file beside it. */
  static void write(Path folder) throws IOException {
    UnknownFieldSet.Field version =
        UnknownFieldSet.Field.newBuilder()
            .addLengthDelimited(
                UnknownFieldSet.newBuilder().addField(1, varint(PRODUCER)).build().toByteString())
            .build();
    byte[] fingerprint =
        UnknownFieldSet.newBuilder()
            .addField(
                CHECKSUM, varint(hash(Files.readAllBytes(folder.resolve(SavedModelFile.NAME)))))
            .addField(VERSION, version)
            .build()
            .toByteArray();
    Files.write(folder.resolve(NAME), fingerprint);
  }

  private static boolean matches(Path folder, SavedModel model, long checksum) throws IOException {
    return hash(Files.readAllBytes(folder.resolve(SavedModelFile.NAME))) == checksum
        || hash(sorted(model)) == checksum;
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

  private static IllegalArgumentException damaged(Path file, String what) {
    return new IllegalArgumentException(
        file + ": expected a checksum of " + SavedModelFile.NAME + " but " + what);
  }
}
