package org.stnjava.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunOptions;

/** What a run executes, once TensorFlow has dropped what it does not need. */
public final class Executed {

  private Executed() {}

  /** Runs; gives how many operations of each type were left, those of feeding and fetching too. */
  public static Map<String, Long> by(Session.Runner runner) {
    RunOptions options = RunOptions.newBuilder().setOutputPartitionGraphs(true).build();
    try (Result result = runner.setOptions(options).runAndFetchMetadata()) {
      return result.getMetadata().orElseThrow().getPartitionGraphsList().stream()
          .flatMap(part -> part.getNodeList().stream())
          .collect(Collectors.groupingBy(NodeDef::getOp, TreeMap::new, Collectors.counting()));
    }
  }
}
