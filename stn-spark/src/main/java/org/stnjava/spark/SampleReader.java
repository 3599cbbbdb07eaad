package org.stnjava.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/** Converts the cells of a column to inputs of the model. */
sealed interface SampleReader extends Serializable
    permits EncodedImageReader, ImageStructReader, NumberReader, SampleReader.StringReader {

  /**
   * Converts a cell.
   *
   * @param cell a value of a Spark row, not null
   * @throws IllegalArgumentException if it does not fit the model's input; the message has the
   *     reason
   */
  Sample read(Object cell);

  /** Bytes and texts, for models that take strings. */
  record StringReader() implements SampleReader {
    @Override
    public Sample read(Object cell) {
      return new Sample.Bytes(
          cell instanceof byte[] bytes ? bytes : cell.toString().getBytes(UTF_8));
    }
  }

  /**
   * Chooses the reader for a column.
   *
   * @throws IllegalArgumentException if the column's type does not fit the model's input
   */
  static SampleReader of(String column, DataType type, InputSpec input) {
    boolean bytes = type.equals(DataTypes.BinaryType);
    if (input.dtype().equals(InputSpec.STRING)) {
      if ((bytes || type.equals(DataTypes.StringType))
          && input.sizes() != null
          && input.sizes().isEmpty()) {
        return new StringReader();
      }
    } else if (bytes && input.takesPictures()) {
      return new EncodedImageReader(input);
    } else if (type.sameType(ImageSchema.columnSchema()) && input.takesPictures()) {
      return new ImageStructReader(input);
    } else if (isNumbers(type) && NumberReader.fits(input)) {
      return new NumberReader(input);
    }
    throw new IllegalArgumentException(
        "inputCol: expected a column for %s (%s) but %s is %s"
            .formatted(input, wanted(input), column, type.catalogString()));
  }

  private static boolean isNumbers(DataType type) {
    return type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array && array.elementType() instanceof NumericType);
  }

  private static String wanted(InputSpec input) {
    if (input.dtype().equals(InputSpec.STRING)) {
      return "binary or string, if a row is a single one";
    }
    return input.takesPictures()
        ? "binary pictures, Spark's image struct, array of numbers or vector"
        : "array of numbers or vector, if at most one size is open";
  }
}
