package org.stnjava.savedmodel;

import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;

/** Protocol buffers of the kind that TensorFlow 1 models take as strings. */
public final class Examples {

  private Examples() {}

  /** Returns an example with one number. */
  public static byte[] of(String name, float value) {
    return Example.newBuilder()
        .setFeatures(
            Features.newBuilder()
                .putFeature(
                    name,
                    Feature.newBuilder()
                        .setFloatList(FloatList.newBuilder().addValue(value))
                        .build()))
        .build()
        .toByteArray();
  }
}
