package org.stnjava.savedmodel.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stnjava.savedmodel.graph.FunctionInliner.Body;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/**
 * Inlines branches and unrolls loops.
 *
 * <p>Of a branch whose condition is known before the model runs, the one that is taken stays; a
 * loop is unrolled as often as its condition says, if that is known. Others stay as they are, and
 * have no gradient.
 */
final class ControlFlow {

  /** Each round becomes nodes of its own. */
  private static final int MOST_ROUNDS = 1_000;

  private static final Set<String> BRANCHES = Set.of("If", "StatelessIf");
  private static final Set<String> CASES = Set.of("Case", "StatelessCase");
  private static final Set<String> LOOPS = Set.of("While", "StatelessWhile");

  private final FunctionInliner inliner;
  private final FlatGraph flat;
  private final ConstantFolder folder;
  private final Map<String, String> undecided = new LinkedHashMap<>();

  ControlFlow(FunctionInliner inliner, FlatGraph flat, ConstantFolder folder) {
    this.inliner = inliner;
    this.flat = flat;
    this.folder = folder;
  }

  /** Whether a node is a branch or a loop. */
  static boolean is(NodeDef.Builder node) {
    String operation = node.getOp();
    return BRANCHES.contains(operation) || CASES.contains(operation) || LOOPS.contains(operation);
  }

  /** Why branches and loops stayed, by the names of their nodes. */
  Map<String, String> undecided() {
    return undecided;
  }

  /** Adds what a branch or a loop comes to, or itself. */
  void place(NodeDef.Builder node, List<String> inputs, List<String> controls) {
    Optional<Body> body =
        LOOPS.contains(node.getOp())
            ? unroll(node, inputs, controls)
            : branch(node, inputs)
                .map(
                    taken ->
                        inliner.call(
                            node.getName(), taken, inputs.subList(1, inputs.size()), controls));
    body.ifPresentOrElse(
        it -> flat.replaced(node.getName(), it.outputs(), it.controls()),
        () -> inliner.keep(node, inputs, controls));
  }

  private Optional<NameAttrList> branch(NodeDef.Builder node, List<String> inputs) {
    Optional<Double> chosen = folder.scalar(inputs.get(0));
    if (chosen.isEmpty()) {
      undecided.put(
          node.getName(),
          "its branch is chosen by %s, which is not known before the model runs"
              .formatted(inputs.get(0)));
      return Optional.empty();
    }
    if (BRANCHES.contains(node.getOp())) {
      return Optional.of(function(node, chosen.get() != 0 ? "then_branch" : "else_branch"));
    }
    List<NameAttrList> branches = node.getAttrOrThrow("branches").getList().getFuncList();
    int index = chosen.get().intValue();
    boolean isOutside = index < 0 || index >= branches.size();
    return Optional.of(branches.get(isOutside ? branches.size() - 1 : index));
  }

  private Optional<Body> unroll(NodeDef.Builder node, List<String> inputs, List<String> controls) {
    int before = flat.size();
    Body state = new Body(inputs, controls);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      String name = node.getName() + "/round_" + round;
      Body condition =
          inliner.call(
              name + "/condition", function(node, "cond"), state.outputs(), state.controls());
      Optional<Double> goesOn = folder.scalar(condition.outputs().get(0));
      if (goesOn.isEmpty()) {
        return stay(node, before, "its rounds are not known before the model runs");
      }
      if (goesOn.get() == 0) {
        return Optional.of(state);
      }
      state = inliner.call(name, function(node, "body"), state.outputs(), state.controls());
    }
    return stay(node, before, "it has more than " + MOST_ROUNDS + " rounds");
  }

  private Optional<Body> stay(NodeDef.Builder node, int before, String why) {
    flat.shrinkTo(before);
    undecided.put(node.getName(), why);
    return Optional.empty();
  }

  private static NameAttrList function(NodeDef.Builder node, String attribute) {
    return node.getAttrOrDefault(attribute, AttrValue.getDefaultInstance()).getFunc();
  }
}
