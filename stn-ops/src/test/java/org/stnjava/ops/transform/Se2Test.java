package org.stnjava.ops.transform;

class Se2Test implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Se2();
  }
}
