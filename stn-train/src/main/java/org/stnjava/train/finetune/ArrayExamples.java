package org.stnjava.train.finetune;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Labeled rows of arrays, in their order, again and again; the last batch of a pass may be smaller.
 */
public final class ArrayExamples implements Examples {

  private final Map<String, Tensor> inputs;
  private final int[] labels;
  private final int batch;
  private int from;

  private ArrayExamples(Map<String, Tensor> inputs, int[] labels, int batch) {
    this.inputs = inputs;
    this.labels = labels;
    this.batch = batch;
  }

  /**
   * Takes rows from tensors.
   *
   * @param inputs tensors by input of the signature, the first axis the rows'; they stay the
   *     caller's to close
   * @param labels the class of each row
   * @param batch rows a step, at least 1
   * @return before the first row
   * @throws IllegalArgumentException if there are no rows, not one label for each, or the batch is
   *     below 1
   */
  public static ArrayExamples of(Map<String, Tensor> inputs, int[] labels, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch: expected at least 1 but got " + batch);
    }
    if (labels.length == 0) {
      throw new IllegalArgumentException("labels: expected at least one but got none");
    }
    inputs.forEach(
        (name, tensor) -> {
          if (tensor.rank() == 0 || tensor.shape().get(0) != labels.length) {
            throw new IllegalArgumentException(
                "labels: expected one for each row of input %s, %s, but got %d"
                    .formatted(name, tensor.shape(), labels.length));
          }
        });
    return new ArrayExamples(Map.copyOf(inputs), labels.clone(), batch);
  }

  @Override
  public Rows next() {
    int to = Math.min(labels.length, from + batch);
    Map<String, Tensor> rows = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> rows.put(name, rows(tensor, from, to)));
    Rows next = new Rows(rows, Arrays.copyOfRange(labels, from, to));
    from = to == labels.length ? 0 : to;
    return next;
  }

  @Override
  public int stepsPerEpoch() {
    return (labels.length + batch - 1) / batch;
  }

  private static Tensor rows(Tensor tensor, int from, int to) {
    if (tensor instanceof TString strings) {
      return TString.tensorOfBytes(strings.asBytes().slice(Indices.range(from, to)));
    }
    long[] sizes = tensor.shape().asArray();
    long row = tensor.numBytes() / sizes[0];
    sizes[0] = (long) to - from;
    byte[] bytes = new byte[Math.toIntExact(row * sizes[0])];
    tensor.asRawTensor().data().slice(from * row, bytes.length).read(bytes);
    return Tensor.of(((TType) tensor).type(), Shape.of(sizes), DataBuffers.of(bytes));
  }
}
