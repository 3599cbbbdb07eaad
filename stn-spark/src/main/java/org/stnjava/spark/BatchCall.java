package org.stnjava.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.load.LoadedModel;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/**
 * Calls a model on batches of rows; an invalid row does not affect the others of its batch.
 *
 * @param model the model
 * @param plan the stage's plan
 */
record BatchCall(LoadedModel model, ModelPlan plan) {

  /**
   * Computes the new cells of rows.
   *
   * @param rows a batch
   * @return for each row a cell for each output, and the error; either the outputs or the error are
   *     null
   */
  List<Object[]> run(List<Row> rows) {
    List<Object[]> added = new ArrayList<>();
    Map<List<Long>, List<Ready>> bySizes = new LinkedHashMap<>();
    for (Row row : rows) {
      Object[] cells = new Object[plan.outputs().size() + 1];
      added.add(cells);
      try {
        Sample sample = read(row.get(plan.input()));
        bySizes
            .computeIfAbsent(sample.sizes(), sizes -> new ArrayList<>())
            .add(new Ready(sample, cells));
      } catch (IllegalArgumentException e) {
        fail(cells, e);
      }
    }
    bySizes.values().forEach(this::call);
    return added;
  }

  /** An input and the cells for its outputs. */
  private record Ready(Sample sample, Object[] cells) {}

  private Sample read(@Nullable Object cell) {
    if (cell == null) {
      throw new IllegalArgumentException("expected an image but the cell is null");
    }
    return plan.reader().read(cell);
  }

  /** Calls the model; if it fails, on each half, down to the single row on which it fails. */
  private void call(List<Ready> batch) {
    try {
      compute(batch);
    } catch (IllegalStateException e) {
      int half = batch.size() / 2;
      if (half == 0) {
        fail(batch.get(0).cells(), e);
      } else {
        call(batch.subList(0, half));
        call(batch.subList(half, batch.size()));
      }
    }
  }

  private void compute(List<Ready> batch) {
    List<Sample> samples = batch.stream().map(Ready::sample).toList();
    for (String signature : plan.signatures()) {
      TensorDescription input = model.signature(signature).requiredInputs().get(0);
      try (Tensor images = BatchTensor.of(samples, input);
          Result result = model.call(signature, Map.of(input.name(), images))) {
        fill(batch, signature, result);
      }
    }
  }

  private void fill(List<Ready> batch, String signature, Result result) {
    for (int column = 0; column < plan.outputs().size(); column++) {
      OutputColumn output = plan.outputs().get(column);
      if (output.signature().equals(signature)) {
        Object[] values = output.take(result, batch.size());
        for (int row = 0; row < values.length; row++) {
          batch.get(row).cells()[column] = values[row];
        }
      }
    }
  }

  private static void fail(Object[] cells, RuntimeException reason) {
    Arrays.fill(cells, null);
    cells[cells.length - 1] = String.valueOf(reason.getMessage());
  }
}
