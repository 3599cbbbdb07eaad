package org.stnjava.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Spark within this process, on two cores, the same for all tests. */
public final class LocalSpark {

  private LocalSpark() {}

  /** The session; starts it if needed. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.hadoop.fs.copied.impl", CopiedFileSystem.class.getName())
        .getOrCreate();
  }

  /** A table of numbered rows with one more column, in two partitions. */
  static Dataset<Row> table(String column, DataType type, List<?> cells) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      rows.add(RowFactory.create(i, cells.get(i)));
    }
    StructType schema = new StructType().add("id", "int").add(column, type, true);
    return session()
        .createDataFrame(
            JavaSparkContext.fromSparkContext(session().sparkContext()).parallelize(rows, 2),
            schema);
  }
}
