package org.stnjava.ops.transform;

class SimilarityTest implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Similarity();
  }
}
