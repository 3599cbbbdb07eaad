package org.stnjava.ops.custom;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;

/**
 * The part of TensorFlow's C interface that declares operations and their kernels ({@code
 * kernels.h}, {@code ops.h}). Names are those of C.
 */
final class KernelApi {

  private static final String LIBRARY = "tensorflow_framework";

  /** A kernel's compute function, as in {@code TF_NewKernelBuilder}. */
  interface Compute extends Callback {
    /**
     * Computes one output.
     *
     * @param kernel null: our kernels have no state
     * @param context a {@code TF_OpKernelContext}
     */
    void invoke(@Nullable Pointer kernel, Pointer context);
  }

  private KernelApi() {}

  /**
   * Binds the methods below to the library that TensorFlow Java has loaded.
   *
   * @return the library; empty where JNA or this part of TensorFlow is missing
   */
  static Optional<NativeLibrary> load() {
    try {
      TensorFlow.version(); // loads what is not loaded yet
      Optional<NativeLibrary> library =
          Loader.getLoadedLibraries().entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(LIBRARY))
              .map(Map.Entry::getValue)
              .findFirst()
              .filter(found -> Native.POINTER_SIZE == Long.BYTES) // size_t is bound to a long
              .map(NativeLibrary::getInstance);
      library.ifPresent(found -> Native.register(KernelApi.class, found));
      return library;
    } catch (Error e) { // for a library of another version JNA throws a plain Error
      return Optional.empty(); // no JNA for this system, or a TensorFlow without this part
    }
  }

  static native Pointer TF_NewStatus();

  static native void TF_DeleteStatus(Pointer status);

  static native int TF_GetCode(Pointer status);

  static native String TF_Message(Pointer status);

  static native void TF_SetStatus(Pointer status, int code, String message);

  static native Pointer TF_NewOpDefinitionBuilder(String type);

  static native void TF_OpDefinitionBuilderAddInput(Pointer builder, String input);

  static native void TF_OpDefinitionBuilderAddOutput(Pointer builder, String output);

  static native void TF_OpDefinitionBuilderSetShapeInferenceFunction(
      Pointer builder, Pointer function);

  static native void TF_RegisterOpDefinition(Pointer builder, Pointer status);

  static native Pointer TF_NewKernelBuilder(
      String type,
      String device,
      @Nullable Pointer create,
      Compute compute,
      @Nullable Pointer delete);

  static native void TF_RegisterKernelBuilder(String kernel, Pointer builder, Pointer status);

  static native void TF_GetInput(
      Pointer context, int input, PointerByReference tensor, Pointer status);

  static native Pointer TF_AllocateOutput(
      Pointer context, int output, int type, long[] sizes, int rank, long bytes, Pointer status);

  static native void TF_OpKernelContext_Failure(Pointer context, Pointer status);

  static native int TF_NumDims(Pointer tensor);

  static native long TF_Dim(Pointer tensor, int axis);

  static native Pointer TF_TensorData(Pointer tensor);

  static native void TF_DeleteTensor(Pointer tensor);
}
