package org.stnjava.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.stnjava.savedmodel.classify.ClassScores;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;

/**
 * Makes the plan of a stage from its parameters, the dataset's schema and the model.
 *
 * @param params the stage's parameters
 * @param schema the dataset's schema
 * @param model the model on the driver
 */
record ModelPlanner(SavedModelParams params, StructType schema, DriverModel model) {

  /**
   * Makes the plan.
   *
   * @throws IllegalArgumentException if the three do not fit together; the message names the
   *     parameter
   */
  ModelPlan plan() {
    List<OutputColumn> outputs = outputs();
    InputSpec place = place(outputs);
    int input = input();
    requireNewColumns(outputs);
    return new ModelPlan(
        new ModelSource(new ModelSource.Identity(model.path(), model.digest()), null),
        input,
        SampleReader.of(params.getInputCol(), schema.apply(input).dataType(), place),
        place.one() ? 1 : params.getBatchSize(),
        outputs,
        params.getErrorCol());
  }

  private int input() {
    List<String> names = List.of(schema.fieldNames());
    int index = names.indexOf(params.getInputCol());
    if (index < 0) {
      throw new IllegalArgumentException(
          "inputCol: expected a column of the dataset, one of %s, but got '%s'"
              .formatted(names, params.getInputCol()));
    }
    return index;
  }

  private List<OutputColumn> outputs() {
    String[] names = params.getOutputs();
    String[] columns = params.getOutputCols();
    if (names.length != columns.length) {
      throw new IllegalArgumentException(
          "outputCols: expected one for each of the outputs %s but got %s"
              .formatted(Arrays.toString(names), Arrays.toString(columns)));
    }
    List<OutputColumn> outputs = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      outputs.add(output(names[i], columns[i]));
    }
    if (!params.getPredictionCol().isEmpty()) {
      outputs.add(prediction());
    }
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "outputs: expected at least one output, or a predictionCol, but got none");
    }
    return outputs;
  }

  private OutputColumn output(String name, String column) {
    int slash = name.indexOf('/');
    String signature = slash < 0 ? params.getSignature() : name.substring(0, slash);
    return OutputColumn.ofValues(
        model.graph().signature(signature), name.substring(slash + 1), column);
  }

  private OutputColumn prediction() {
    SignatureDescription signature = model.graph().signature(params.getSignature());
    TensorDescription scores =
        ClassScores.of(signature)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "predictionCol: expected a signature with logits or probabilities [-1, classes], but %s has %s"
                            .formatted(
                                signature.name(),
                                signature.outputs().stream()
                                    .map(output -> output.name() + " " + output.typeAndShape())
                                    .toList())));
    return OutputColumn.ofClass(signature, scores, params.getPredictionCol());
  }

  /** The input of all signatures to call. */
  private InputSpec place(List<OutputColumn> outputs) {
    InputSpec first = InputSpec.of(model.graph().signature(outputs.get(0).signature()));
    for (OutputColumn output : outputs) {
      InputSpec other = InputSpec.of(model.graph().signature(output.signature()));
      if (!other.equals(first)) {
        throw new IllegalArgumentException(
            "outputs: expected signatures that take the same but %s takes %s and %s takes %s"
                .formatted(outputs.get(0).signature(), first, output.signature(), other));
      }
    }
    return first;
  }

  private void requireNewColumns(List<OutputColumn> outputs) {
    Set<String> names = new HashSet<>(List.of(schema.fieldNames()));
    for (OutputColumn output : outputs) {
      requireNew(names, "outputCols or predictionCol", output.column());
    }
    requireNew(names, "errorCol", params.getErrorCol());
  }

  private static void requireNew(Set<String> names, String argument, String column) {
    if (!names.add(column)) {
      throw new IllegalArgumentException(
          "%s: expected a name that no other column has but got '%s'".formatted(argument, column));
    }
  }
}
