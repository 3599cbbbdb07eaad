package org.stnjava.ops.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stnjava.ops.coordinate.PixelCoordinates;
import org.stnjava.ops.interpolation.Kernel;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** Holds the compiled fast path against the portable graph. */
class CompiledSamplerTest extends FastSamplerContract {

  @Override
  Execution execution() {
    return Execution.COMPILED;
  }

  /** One of each kernel and padding, and of each convention and number of axes. */
  static Stream<SamplerCase> cases() {
    return SamplerCase.all().stream().filter(CompiledSamplerTest::isQuick);
  }

  static Stream<SamplerCase> otherCases() {
    return SamplerCase.all().stream().filter(c -> !isQuick(c));
  }

  private static boolean isQuick(SamplerCase c) {
    boolean halfPixel = c.sampler().coordinates() == PixelCoordinates.HALF_PIXEL;
    boolean constant = c.padding().equals("constant");
    return c.dimensions() == 2
        ? halfPixel || constant
        : c.sampler().kernel() == Kernel.BILINEAR && constant && halfPixel;
  }

  private static Sampler compiled(Sampler sampler) {
    return sampler.withExecution(Execution.COMPILED);
  }

  private static Sampler portable(Sampler sampler) {
    return sampler.withExecution(Execution.PORTABLE);
  }

  @ParameterizedTest(name = "{0}, seed 7")
  @MethodSource("cases")
  void agreesWithThePortableGraph(SamplerCase c) {
    mustAgreeWithThePortableGraph(c);
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}, seed 7")
  @MethodSource("otherCases")
  void agreesInAllOtherCases(SamplerCase c) {
    agreesWithThePortableGraph(c);
  }

  @Test
  void whatItCannotDoStaysPortable() {
    Sampler sampler = compiled(Sampler.bilinear());
    assertThat(compiles(sampler, TFloat32.class, Shape.of(-1, 5, 7, 1))).isTrue();
    assertThat(compiles(portable(sampler), TFloat32.class, Shape.of(-1, 5, 7, 1))).isFalse();
    assertThat(compiles(sampler, TFloat64.class, Shape.of(-1, 5, 7, 1))).isFalse();
    assertThat(compiles(sampler, TFloat32.class, Shape.of(2, -1, 7, 1))).isFalse();
    assertThat(
            compiles(
                sampler.withAntialiasing(Antialiasing.mipmap()),
                TFloat32.class,
                Shape.of(2, 5, 7, 1)))
        .isFalse();
  }

  @Test
  void automaticLeavesSmallWorkPortable() {
    Sampler sampler = Sampler.bilinear();
    assertThat(compiles(sampler, TFloat32.class, Shape.of(1, 5, 7, 1))).isFalse();
    assertThat(compiles(sampler, TFloat32.class, Shape.of(64, 5, 7, 8))).isTrue();
    assertThat(compiles(sampler, TFloat32.class, Shape.of(-1, 5, 7, 8))).isTrue();
  }

  private static boolean compiles(Sampler sampler, Class<? extends TFloating> type, Shape shape) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<? extends TFloating> u = tf.placeholder(type, Placeholder.shape(shape));
      Operand<TFloat32> grid =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape.get(0), 6, 4, 2)));
      sampler.sample(tf, u, grid);
      List<String> types = new ArrayList<>();
      graph.operations().forEachRemaining(op -> types.add(op.type()));
      return types.contains("PartitionedCall");
    }
  }

  @Test
  void samplersThatAreAlikeShareTheirFunctions() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> u = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 5, 7, 1)));
      Operand<TFloat32> grid =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(2, 6, 4, 2)));

      compiled(Sampler.bilinear()).sample(tf, u, grid);
      compiled(Sampler.bilinear()).sample(tf, u, grid);

      assertThat(graph.toGraphDef().getLibrary().getFunctionCount()).isEqualTo(3);
    }
  }
}
