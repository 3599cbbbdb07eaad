package org.stnjava.example;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.stnjava.spark.SavedModelTransformer;

/** Labels images, and keeps what the transformer saw, as docs/scaling.md shows it. */
final class SparkExample {

  private SparkExample() {}

  static Dataset<Row> label(Dataset<Row> images, String model) {
    // tag::label[]
    Dataset<Row> labeled =
        new SavedModelTransformer()
            .setInputCol("image")
            .setModelPath(model)
            .setOutputs(new String[] {"logits", "theta/theta", "warp/warped"})
            .setOutputCols(new String[] {"logits", "theta", "warped"})
            .setPredictionCol("label")
            .transform(images);
    // end::label[]
    return labeled;
  }
}
