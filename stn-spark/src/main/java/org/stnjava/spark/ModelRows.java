package org.stnjava.spark;

import com.google.common.collect.Iterators;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;
import org.stnjava.savedmodel.load.LoadedModel;

/**
 * Adds the model's outputs to the rows of a partition, batch by batch.
 *
 * @param plan of the stage
 */
record ModelRows(ModelPlan plan) implements MapPartitionsFunction<Row, Row> {

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator(); // loads nothing
    }
    LoadedModel model = ExecutorModels.acquire(plan.source());
    TaskCompletionListener release = context -> ExecutorModels.release(plan.source());
    TaskContext.get().addTaskCompletionListener(release);
    BatchCall call = new BatchCall(model, plan);
    return Iterators.concat(
        Iterators.transform(
            Iterators.partition(rows, plan.batchSize()), batch -> extended(batch, call)));
  }

  private Iterator<Row> extended(List<Row> batch, BatchCall call) {
    List<Row> extended = new ArrayList<>(batch.size());
    List<Object[]> added = call.run(batch);
    for (int i = 0; i < batch.size(); i++) {
      extended.add(join(batch.get(i), added.get(i)));
    }
    return extended.iterator();
  }

  private static Row join(Row row, Object[] added) {
    Object[] values = new Object[row.length() + added.length];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    System.arraycopy(added, 0, values, row.length(), added.length);
    return RowFactory.create(values);
  }
}
