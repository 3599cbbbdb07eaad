package org.stnjava.ops.custom;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An operation on {@code TFloat32} that is computed in Java, on the CPU.
 *
 * <p>It exists in this process only: a graph that contains one cannot be exported.
 */
public final class CustomOp {

  /** {@code TF_INVALID_ARGUMENT}. */
  private static final int INVALID_ARGUMENT = 3;

  /** {@code TF_RESOURCE_EXHAUSTED}. */
  private static final int RESOURCE_EXHAUSTED = 8;

  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z0-9]*");

  private static final Optional<NativeLibrary> LIBRARY = KernelApi.load();

  /** TensorFlow keeps kernels until the process ends, so Java must not collect their callbacks. */
  private static final List<KernelApi.Compute> KERNELS = new ArrayList<>();

  private final String type;

  /** The kernel of an operation. */
  @FunctionalInterface
  public interface Computation {
    /**
     * Computes the output of one execution. TensorFlow's threads call it concurrently.
     *
     * @param context the inputs and the output
     */
    void compute(OpContext context);
  }

  private CustomOp(String type) {
    this.type = type;
  }

  /**
   * Registers an operation for the rest of the process.
   *
   * @param type its name, in camel case
   * @param inputs the number of its inputs
   * @param computation computes its one output
   * @return the operation; empty where this build of TensorFlow supports no custom operations, or
   *     has one of that name
   * @throws IllegalArgumentException if the name is not in camel case
   */
  public static synchronized Optional<CustomOp> register(
      String type, int inputs, Computation computation) {
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "type: expected a name like MatMul but got '%s'".formatted(type));
    }
    return LIBRARY
        .filter(library -> !isTaken(type))
        .filter(library -> declares(library, type, inputs) && provides(type, inputs, computation))
        .map(library -> new CustomOp(type));
  }

  /** TensorFlow ends the process if a name is declared twice. */
  private static boolean isTaken(String type) {
    return TensorFlow.registeredOpList().getOpList().stream()
        .anyMatch(op -> op.getName().equals(type));
  }

  private static boolean declares(NativeLibrary library, String type, int inputs) {
    Pointer builder = KernelApi.TF_NewOpDefinitionBuilder(type);
    for (int i = 0; i < inputs; i++) {
      KernelApi.TF_OpDefinitionBuilderAddInput(builder, "input" + i + ": float");
    }
    KernelApi.TF_OpDefinitionBuilderAddOutput(builder, "output: float");
    KernelApi.TF_OpDefinitionBuilderSetShapeInferenceFunction(
        builder, library.getFunction("TF_ShapeInferenceContextSetUnknownShape"));
    return succeeds(status -> KernelApi.TF_RegisterOpDefinition(builder, status));
  }

  private static boolean provides(String type, int inputs, Computation computation) {
    KernelApi.Compute kernel = (state, context) -> compute(context, inputs, computation);
    KERNELS.add(kernel);
    // TensorFlow's threads stay attached to the JVM; else every call would attach and detach one.
    Native.setCallbackThreadInitializer(
        kernel, new CallbackThreadInitializer(true, false, "tensorflow"));
    Pointer builder = KernelApi.TF_NewKernelBuilder(type, "CPU", null, kernel, null);
    return succeeds(status -> KernelApi.TF_RegisterKernelBuilder(type, builder, status));
  }

  /** Exceptions must not reach TensorFlow's native code. */
  private static void compute(Pointer context, int inputs, Computation computation) {
    Pointer status = KernelApi.TF_NewStatus();
    try (OpContext call = new OpContext(context, status, inputs)) {
      computation.compute(call);
    } catch (Exception | Error e) {
      int code = e instanceof OutOfMemoryError ? RESOURCE_EXHAUSTED : INVALID_ARGUMENT;
      KernelApi.TF_SetStatus(status, code, String.valueOf(e));
      KernelApi.TF_OpKernelContext_Failure(context, status);
    } finally {
      KernelApi.TF_DeleteStatus(status);
    }
  }

  /** A call that reports its outcome in a status. */
  private interface Attempt {
    void with(Pointer status);
  }

  private static boolean succeeds(Attempt attempt) {
    Pointer status = KernelApi.TF_NewStatus();
    try {
      attempt.with(status);
      return KernelApi.TF_GetCode(status) == 0;
    } finally {
      KernelApi.TF_DeleteStatus(status);
    }
  }

  static void requireOk(Pointer status) {
    if (KernelApi.TF_GetCode(status) != 0) {
      throw new IllegalStateException(KernelApi.TF_Message(status));
    }
  }

  /**
   * Adds the operation to a graph.
   *
   * @param tf where to build
   * @param inputs as many as it was registered for
   * @return its output, of a shape that the graph does not know
   */
  public Operand<TFloat32> call(Ops tf, List<? extends Operand<TFloat32>> inputs) {
    OperationBuilder builder = tf.scope().opBuilder(type, "java");
    inputs.forEach(input -> builder.addInput(input.asOutput()));
    return builder.build().output(0);
  }
}
