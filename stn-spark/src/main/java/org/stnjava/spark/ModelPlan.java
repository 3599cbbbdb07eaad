package org.stnjava.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What executors do with a row, decided and checked on the driver.
 *
 * @param source of the model
 * @param input index of the column of images
 * @param reader of its cells
 * @param batchSize most images in a call
 * @param outputs what is taken, in the order of the columns
 * @param errorCol column for what is wrong
 */
record ModelPlan(
    ModelSource source,
    int input,
    SampleReader reader,
    int batchSize,
    List<OutputColumn> outputs,
    String errorCol)
    implements Serializable {

  ModelPlan {
    outputs = List.copyOf(outputs);
  }

  /** The same plan with a model that the driver sends. */
  ModelPlan withArchive(Broadcast<byte[]> archive) {
    ModelSource sent = new ModelSource(source.identity(), archive);
    return new ModelPlan(sent, input, reader, batchSize, outputs, errorCol);
  }

  /** The schema of the rows that go: those that come, the outputs, the error. */
  StructType schema(StructType coming) {
    StructType schema = coming;
    for (OutputColumn output : outputs) {
      schema = schema.add(output.column(), output.type(), true);
    }
    return schema.add(errorCol, DataTypes.StringType, true);
  }

  /** The signatures to call, each once. */
  List<String> signatures() {
    return outputs.stream().map(OutputColumn::signature).distinct().toList();
  }
}
