package org.stnjava.bench.peer;

/** Whose times stand in one column of the results. */
public enum Column {
  /** The toolkit's graph of standard operations; for inference, the exported SavedModel. */
  PORTABLE("portable"),
  /** The toolkit's compiled path. */
  FAST("fast"),
  /** The toolkit's loops in Java, where these are other than the compiled path. */
  JAVA("java"),
  /** PyTorch, in the memory layout that is faster for it. */
  TORCH("PyTorch"),
  /** ONNX Runtime. */
  ONNXRUNTIME("ONNX Runtime");

  private final String title;

  Column(String title) {
    this.title = title;
  }

  /** {@return the heading} */
  public String title() {
    return title;
  }
}
