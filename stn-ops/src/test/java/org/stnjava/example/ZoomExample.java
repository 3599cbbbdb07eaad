package org.stnjava.example;

import org.stnjava.ops.grid.GridGenerator;
import org.stnjava.ops.sample.Sampler;
import org.stnjava.ops.transform.Affine;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Zooms into an image, and asks which θ would make it brighter. */
public final class ZoomExample {

  private ZoomExample() {}

  /** {@return the gradient of the mean brightness with respect to θ, [1, 6]} */
  static float[] gradient() {
    // tag::zoom[]
    float[] gradient = new float[6];
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> u = tf.constant(new float[][][][] {{{{0}, {1}, {4}}, {{2}, {3}, {8}}}});
      Operand<TFloat32> theta = tf.constant(new float[][] {{0.5f, 0, 0, 0, 0.5f, 0}});
      Operand<TFloat32> grid = GridGenerator.of(new Affine(), 4, 6).generate(tf, theta);
      Operand<TFloat32> v = Sampler.bilinear().sample(tf, u, grid); // the middle half, [1, 4, 6, 1]
      Output<?>[] dTheta = graph.addGradients(v.asOutput(), new Output<?>[] {theta.asOutput()});
      try (Result result = session.runner().fetch(dTheta[0]).run()) {
        ((TFloat32) result.get(0)).copyTo(NdArrays.wrap(Shape.of(1, 6), DataBuffers.of(gradient)));
      }
    }
    // end::zoom[]
    return gradient;
  }
}
