package org.stnjava.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How executors process a row; made and checked on the driver.
 *
 * @param source where executors load the model
 * @param input index of the column of images
 * @param reader converts its cells
 * @param batchSize maximum number of images in a call
 * @param outputs the new columns in order
 * @param errorCol the column for errors
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

  /** The same plan with a model that the driver sends to the executors. */
  ModelPlan withArchive(Broadcast<byte[]> archive) {
    ModelSource sent = new ModelSource(source.identity(), archive);
    return new ModelPlan(sent, input, reader, batchSize, outputs, errorCol);
  }

  /** The schema of the result: the input's columns, the outputs, the error. */
  StructType schema(StructType before) {
    StructType schema = before;
    for (OutputColumn output : outputs) {
      schema = schema.add(output.column(), output.type(), true);
    }
    return schema.add(errorCol, DataTypes.StringType, true);
  }

  /** The distinct signatures to call. */
  List<String> signatures() {
    return outputs.stream().map(OutputColumn::signature).distinct().toList();
  }
}
