package org.stnjava.savedmodel;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.stnjava.savedmodel.format.Fingerprint;
import org.stnjava.savedmodel.format.SavedModelFile;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/** Small SavedModels made by hand, whole or broken. */
public final class ModelFolder {

  private ModelFolder() {}

  /** Returns a model of one variable, {@code scale} of 3 × 2, and one signature. */
  public static SavedModel model() {
    return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(graph()).build();
  }

  /** Returns the graph of {@link #model()}. */
  public static MetaGraphDef.Builder graph() {
    MetaGraphDef.Builder graph = MetaGraphDef.newBuilder();
    graph.getMetaInfoDefBuilder().addTags("serve").setTensorflowVersion("2.18.0");
    graph.setGraphDef(
        GraphDef.newBuilder()
            .addNode(typed(node("image", "Placeholder"), "dtype", DataType.DT_UINT8))
            .addNode(
                node("scale", "VarHandleOp").toBuilder()
                    .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
                    .putAttr("shape", AttrValue.newBuilder().setShape(shape(3, 2)).build()))
            .addNode(typed(node("a/read", "ReadVariableOp", "scale"), "dtype", DataType.DT_FLOAT))
            .addNode(typed(node("b/read", "ReadVariableOp", "scale"), "dtype", DataType.DT_FLOAT))
            .addNode(constant("logits", DataType.DT_DOUBLE))
            .addNode(constant("any", DataType.DT_STRING)));
    return graph.putSignatureDef(
        "serving_default",
        SignatureDef.newBuilder()
            .setMethodName("tensorflow/serving/predict")
            .putInputs("image", tensor("image:0", DataType.DT_UINT8, shape(-1, 5, 7, 1)))
            .putOutputs("logits", tensor("logits:0", DataType.DT_DOUBLE, shape(-1, 4)))
            .putOutputs(
                "any",
                tensor(
                    "any:0",
                    DataType.DT_STRING,
                    TensorShapeProto.newBuilder().setUnknownRank(true).build()))
            .build());
  }

  public static NodeDef node(String name, String operation, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(operation).addAllInput(List.of(inputs)).build();
  }

  private static NodeDef constant(String name, DataType type) {
    TensorProto value =
        TensorProto.newBuilder()
            .setDtype(type)
            .setTensorShape(shape())
            .addDoubleVal(0)
            .addStringVal(ByteString.EMPTY)
            .build();
    return typed(node(name, "Const"), "dtype", type).toBuilder()
        .putAttr("value", AttrValue.newBuilder().setTensor(value).build())
        .build();
  }

  public static NodeDef typed(NodeDef node, String attribute, DataType type) {
    return node.toBuilder()
        .putAttr(attribute, AttrValue.newBuilder().setType(type).build())
        .build();
  }

  public static TensorShapeProto shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }

  public static TensorInfo tensor(String name, DataType type, TensorShapeProto shape) {
    return TensorInfo.newBuilder().setName(name).setDtype(type).setTensorShape(shape).build();
  }

  /** Writes the model and, as {@code scale}, six floats of checkpoint. */
  public static Path write(Path folder, SavedModel model) {
    write(folder, model.toByteArray());
    writeCheckpoint(folder);
    return folder;
  }

  public static Path write(Path folder, byte[] savedModel) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("saved_model.pb"), savedModel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Copies a model, with another protocol buffer and without a fingerprint. */
  public static Path copy(Path original, Path copy, Consumer<SavedModel.Builder> edit) {
    try (Stream<Path> all = Files.walk(original)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.copy(path, copy.resolve(original.relativize(path).toString()));
      }
      Files.deleteIfExists(copy.resolve(Fingerprint.NAME));
      SavedModel.Builder model = SavedModelFile.read(copy).toBuilder();
      edit.accept(model);
      return write(copy, model.build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeCheckpoint(Path folder) {
    try (EagerSession session = EagerSession.create();
        TFloat32 values = TFloat32.tensorOf(Shape.of(3, 2), data -> {})) {
      Ops tf = Ops.create(session);
      String prefix = folder.resolve("variables").resolve("variables").toString();
      tf.train.save(
          tf.constant(prefix), tf.array("scale"), tf.array(""), List.of(tf.constantOf(values)));
    }
  }
}
