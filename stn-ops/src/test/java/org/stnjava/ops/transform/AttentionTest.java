package org.stnjava.ops.transform;

class AttentionTest implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Attention();
  }
}
