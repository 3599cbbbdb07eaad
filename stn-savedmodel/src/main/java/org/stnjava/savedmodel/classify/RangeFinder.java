package org.stnjava.savedmodel.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stnjava.savedmodel.description.SignatureDescription;
import org.stnjava.savedmodel.description.TensorDescription;
import org.stnjava.savedmodel.graph.ConstantFolder;
import org.stnjava.savedmodel.graph.FlatGraph;
import org.stnjava.savedmodel.graph.FunctionInliner;
import org.stnjava.savedmodel.graph.FunctionInliner.Flattened;
import org.stnjava.savedmodel.graph.FunctionLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Finds the range of pixel values that a model expects, from the constants that it multiplies,
 * divides and shifts its images by.
 *
 * <p>Networks work on values in [0, 1], [−1, 1] and the like. Where the first arithmetic after the
 * input brings exactly one of the ranges 0..1, 0..255 and -1..1 there, images of that range are
 * expected. All ways from the input must agree.
 */
final class RangeFinder {

  /** What changes no value on its way to the arithmetic; the images are the first input. */
  private static final Set<String> PASSED =
      Set.of(
          "Cast",
          "ExpandDims",
          "Identity",
          "PreventGradient",
          "Reshape",
          "ResizeArea",
          "ResizeBicubic",
          "ResizeBilinear",
          "ResizeNearestNeighbor",
          "ReverseV2",
          "Slice",
          "Snapshot",
          "Squeeze",
          "StopGradient",
          "StridedSlice",
          "Transpose");

  private static final Set<String> SHAPES = Set.of("Shape", "ShapeN", "Size", "Rank");

  private static final List<PixelScaling> RANGES =
      List.of(PixelScaling.UNIT, PixelScaling.BYTES, PixelScaling.SIGNED);

  /** The lowest and the highest value that networks work on. */
  private static final List<List<Double>> TARGETS =
      List.of(
          List.of(0.0, 1.0),
          List.of(-1.0, 1.0),
          List.of(-0.5, 0.5),
          List.of(0.0, 255.0),
          List.of(-127.5, 127.5));

  /** Of a target's width; divisions by 127 and 256 are meant as those by 127.5 and 255. */
  private static final double TOLERANCE = 0.01;

  private static final double WHITE = 255;

  /** What is left of the image at some tensor: {@code scale · input + offset}. */
  private record Line(double scale, double offset) {}

  /** A node that reads a tensor as the input of an index. */
  private record Reader(NodeDef node, int index) {}

  private final ConstantFolder folder;
  private final Map<String, List<Reader>> readers = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<InputRange> found = new ArrayList<>();
  private boolean isOpen;

  private RangeFinder(FlatGraph graph, ConstantFolder folder) {
    this.folder = folder;
    for (NodeDef node : graph.nodes()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        readers
            .computeIfAbsent(node.getInput(i), tensor -> new ArrayList<>())
            .add(new Reader(node, i));
      }
    }
  }

  /**
   * Finds the range.
   *
   * @throws IllegalArgumentException if the graph cannot be flattened
   */
  static Optional<InputRange> find(
      GraphDef graph, SignatureDescription signature, TensorDescription image) {
    List<String> outputs = signature.outputs().stream().map(TensorDescription::node).toList();
    Flattened flat = FunctionInliner.flatten(graph, outputs, Map.of());
    RangeFinder finder =
        new RangeFinder(flat.graph(), new ConstantFolder(flat.graph(), new FunctionLibrary(graph)));
    finder.follow(flat.tensor(image.node()), new Line(1, 0));
    return finder.agreed();
  }

  private Optional<InputRange> agreed() {
    boolean isAgreed = found.stream().map(InputRange::scaling).distinct().count() == 1;
    return isAgreed && !isOpen ? Optional.of(found.get(0)) : Optional.empty();
  }

  private void follow(String tensor, Line line) {
    if (!seen.add(tensor)) {
      return;
    }
    for (Reader reader : readers.getOrDefault(tensor, List.of())) {
      String operation = reader.node().getOp();
      if (SHAPES.contains(operation)) {
        continue;
      }
      if (PASSED.contains(operation) && reader.index() == 0) {
        follow(reader.node().getName(), line);
      } else {
        after(reader, line)
            .ifPresentOrElse(next -> decide(reader.node(), next), () -> isOpen = true);
      }
    }
  }

  private void decide(NodeDef node, Line line) {
    List<PixelScaling> fitting = RANGES.stream().filter(range -> fits(line, range)).toList();
    if (fitting.size() == 1) {
      found.add(new InputRange(fitting.get(0), Optional.of(node.getName())));
    } else {
      follow(node.getName(), line);
    }
  }

  /**
   * Whether the line brings a range to a target that is another one. A factor alone fits [-1, 1] as
   * well as [0, 1], so that it determines neither.
   */
  private static boolean fits(Line line, PixelScaling range) {
    if (range.equals(PixelScaling.SIGNED) && line.offset() == 0) {
      return false;
    }
    double black = line.scale() * range.value(0) + line.offset();
    double white = line.scale() * range.value(WHITE) + line.offset();
    return TARGETS.stream()
        .filter(target -> !isNear(target, range.value(0), range.value(WHITE)))
        .anyMatch(target -> isNear(target, Math.min(black, white), Math.max(black, white)));
  }

  private static boolean isNear(List<Double> target, double low, double high) {
    double allowed = TOLERANCE * (target.get(1) - target.get(0));
    return Math.abs(low - target.get(0)) <= allowed && Math.abs(high - target.get(1)) <= allowed;
  }

  /** The line after a sum, difference, product or quotient with a constant. */
  private Optional<Line> after(Reader reader, Line line) {
    NodeDef node = reader.node();
    boolean isFirst = reader.index() == 0;
    if (reader.index() > 1 || node.getInputCount() < 2) {
      return Optional.empty();
    }
    return switch (node.getOp()) {
      case "Mul" -> constant(reader).map(c -> new Line(line.scale() * c, line.offset() * c));
      case "Add", "AddV2" -> constant(reader).map(c -> new Line(line.scale(), line.offset() + c));
      case "Sub" ->
          constant(reader)
              .map(
                  c ->
                      isFirst
                          ? new Line(line.scale(), line.offset() - c)
                          : new Line(-line.scale(), c - line.offset()));
      case "RealDiv", "Div", "DivNoNan" ->
          constant(reader)
              .filter(c -> isFirst && c != 0)
              .map(c -> new Line(line.scale() / c, line.offset() / c));
      default -> Optional.empty();
    };
  }

  private Optional<Double> constant(Reader reader) {
    return folder.uniform(reader.node().getInput(1 - reader.index()));
  }
}
