package org.stnjava.ops.transform;

class Aff2Test implements InvertibleContract {

  @Override
  public Invertible transform() {
    return new Aff2();
  }
}
