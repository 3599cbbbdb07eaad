package org.stnjava.savedmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.train.Save;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * SavedModels that tell which of three vertical strips of a gray 4 × 6 image is half bright, beside
 * one that is bright and one that is dark.
 *
 * <p>They are right on every image of {@link #writeData} that they are fed in the right range and
 * the right order, and on none in a wrong range.
 */
public final class StripModel {

  public static final int HEIGHT = 4;
  public static final int WIDTH = 6;
  private static final int STRIPS = 3;
  private static final int HALF = 128;

  private final String signature;
  private final Class<? extends TNumber> type;
  private final long[] shape;
  private final float half;
  private final Work work;
  private final boolean biased;

  /** What a model does before it looks at strips. */
  public enum Work {
    /** Nothing. */
    PLAIN,
    /** Divides by 255. */
    RESCALING,
    /** Gives scores that are not numbers. */
    DIVIDING_BY_ZERO,
    /** Has a second output of the same shape. */
    TWO_OUTPUTS
  }

  private StripModel(
      String signature,
      Class<? extends TNumber> type,
      long[] shape,
      float half,
      Work work,
      boolean biased) {
    this.signature = signature;
    this.type = type;
    this.shape = shape;
    this.half = half;
    this.work = work;
    this.biased = biased;
  }

  /** A model that takes floats of a shape; {@code half} is what it takes a level of 128 for. */
  public static StripModel of(double half, long... shape) {
    return new StripModel(
        "serving_default", TFloat32.class, shape, (float) half, Work.PLAIN, false);
  }

  public StripModel withSignature(String name) {
    return new StripModel(name, type, shape, half, work, biased);
  }

  public StripModel withWork(Work other) {
    return new StripModel(signature, type, shape, half, other, biased);
  }

  public StripModel withType(String dtype) {
    Class<? extends TNumber> other =
        switch (dtype) {
          case "uint8" -> TUint8.class;
          case "int32" -> TInt32.class;
          case "float16" -> TFloat16.class;
          case "float64" -> TFloat64.class;
          default -> TFloat32.class;
        };
    return new StripModel(signature, other, shape, half, work, biased);
  }

  /** Adds a variable of zeros to the scores, so that there is something to train. */
  public StripModel withBias() {
    return new StripModel(signature, type, shape, half, work, true);
  }

  /** Writes the model into a folder. */
  public Path write(Path folder) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<? extends TNumber> image =
          tf.withName("image").placeholder(type, Placeholder.shape(Shape.of(shape)));
      Operand<TFloat32> pixels = tf.dtypes.cast(image, TFloat32.class);
      if (work == Work.RESCALING) {
        pixels = tf.math.div(pixels, tf.constant(255f));
      }
      Operand<TFloat32> strips =
          tf.math.mean(
              tf.reshape(pixels, tf.array(-1, HEIGHT, STRIPS, WIDTH / STRIPS)), tf.array(1, 3));
      Operand<TFloat32> scores = tf.math.neg(tf.math.abs(tf.math.sub(strips, tf.constant(half))));
      if (work == Work.DIVIDING_BY_ZERO) {
        scores = tf.math.div(tf.zerosLike(scores), tf.zerosLike(scores));
      }
      if (biased) {
        scores = tf.math.add(scores, bias(tf));
      }
      tf.withName("scores").identity(scores);
      tf.withName("again").identity(scores);
      SavedModel.Builder model = SavedModel.newBuilder().setSavedModelSchemaVersion(1);
      model.addMetaGraphs(meta(graph));
      ModelFolder.write(folder, model.build().toByteArray());
      if (biased) {
        writeBias(folder.resolve("variables").resolve("variables").toString());
      }
      return folder;
    }
  }

  private static Operand<TFloat32> bias(Ops tf) {
    Operand<TType> handle =
        tf.withName("bias")
            .varHandleOp(TFloat32.class, Shape.of(STRIPS), VarHandleOp.sharedName("bias"));
    Operand<TString> file = tf.withName("save_file").placeholder(TString.class);
    Operand<TFloat32> restored =
        tf.withName("save_tensors")
            .train
            .restore(file, tf.array("bias"), tf.array(""), List.of(TFloat32.class))
            .tensors()
            .get(0)
            .expect(TFloat32.class);
    tf.withName("save_restore_all").assignVariableOp(handle, restored);
    Operand<TFloat32> value = tf.readVariableOp(handle, TFloat32.class);
    Save save = tf.train.save(file, tf.array("bias"), tf.array(""), List.of(value));
    tf.withControlDependencies(List.of(save)).withName("save_path").identity(file);
    return value;
  }

  private static void writeBias(String prefix) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      tf.train.save(
          tf.constant(prefix),
          tf.array("bias"),
          tf.array(""),
          List.of(tf.zeros(tf.array(STRIPS), TFloat32.class)));
    }
  }

  private MetaGraphDef meta(Graph graph) {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();
    meta.getMetaInfoDefBuilder().addTags("serve").setTensorflowVersion("2.18.0");
    SignatureDef.Builder built =
        SignatureDef.newBuilder()
            .setMethodName("tensorflow/serving/predict")
            .putInputs(
                "image",
                ModelFolder.tensor(
                    "image:0",
                    graph.operation("image").output(0).dataType(),
                    ModelFolder.shape(shape)))
            .putOutputs("output_0", output("scores:0"));
    if (work == Work.TWO_OUTPUTS) {
      built.putOutputs("output_1", output("again:0"));
    }
    if (biased) {
      meta.setSaverDef(
          SaverDef.newBuilder()
              .setFilenameTensorName("save_file:0")
              .setSaveTensorName("save_path:0")
              .setRestoreOpName("save_restore_all")
              .setVersion(SaverDef.CheckpointFormatVersion.V2));
    }
    return meta.setGraphDef(graph.toGraphDef()).putSignatureDef(signature, built.build()).build();
  }

  private TensorInfo output(String tensor) {
    return ModelFolder.tensor(tensor, DataType.DT_FLOAT, ModelFolder.shape(shape[0], STRIPS));
  }

  /** Writes MNIST-style files of images whose class is their half bright strip. */
  public static Path writeData(Path folder, int count) {
    try {
      Files.createDirectories(folder);
      for (String part : new String[] {"train", "t10k"}) {
        writePart(folder.resolve(part).toString(), count);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writePart(String part, int count) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    ByteBuffer images = ByteBuffer.allocate(16 + count * HEIGHT * WIDTH);
    images.putInt(0x803).putInt(count).putInt(HEIGHT).putInt(WIDTH);
    ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(STRIPS);
      int bright = (label + 1 + random.nextInt(STRIPS - 1)) % STRIPS;
      labels.put((byte) label);
      for (int p = 0; p < HEIGHT * WIDTH; p++) {
        int strip = p % WIDTH / (WIDTH / STRIPS);
        images.put((byte) (strip == label ? HALF : strip == bright ? 255 : 0));
      }
    }
    Files.write(Path.of(part + "-images-idx3-ubyte"), images.array());
    Files.write(Path.of(part + "-labels-idx1-ubyte"), labels.array());
  }
}
