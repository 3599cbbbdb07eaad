package org.stnjava.bench.peer;

import com.google.common.base.Ascii;

/** Whose times stand in one column of the results. */
public enum Column {
  /** The toolkit's graph of standard operations; for inference, the exported SavedModel. */
  PORTABLE("portable"),
  /** The toolkit's fast path. */
  FAST("fast"),
  /** PyTorch, in the memory layout that is faster for it. */
  TORCH("PyTorch"),
  /** ONNX Runtime. */
  ONNXRUNTIME("ONNX Runtime");

  private final String title;

  Column(String title) {
    this.title = title;
  }

  /** {@return the name in files and in what is asked of peers} */
  public String key() {
    return Ascii.toLowerCase(name());
  }

  /** {@return the heading} */
  public String title() {
    return title;
  }
}
